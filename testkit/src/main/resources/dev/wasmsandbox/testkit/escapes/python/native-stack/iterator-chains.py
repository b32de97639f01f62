# title: Iterators inside iterators
# tries: to use up the native stack in next
# ends: completed | limit stack_overflow
# policy: fuel=4000000000

import itertools

for wrap in (lambda it: itertools.chain(it), lambda it: map(int, it), lambda it: filter(None, it), lambda it: itertools.islice(it, 10), lambda it: zip(it), lambda it: enumerate(it),
             lambda it: itertools.cycle(it), lambda it: itertools.tee(it)[0], lambda it: itertools.starmap(int, it), lambda it: reversed([it])):
    it = iter([1])
    for _ in range(20_000):
        it = wrap(it)
    try:
        next(it)
        print("done")
    except (RecursionError, TypeError, ValueError) as e:
        print(type(e).__name__)
