# title: Freeing what is nested very deeply
# tries: to use up the native stack while objects are freed
# ends: completed | limit stack_overflow
# policy: fuel=4000000000

import functools, itertools, collections

for wrap in (lambda x: [x], lambda x: (x,), lambda x: {1: x}, lambda x: functools.partial(print, x), lambda x: itertools.chain([x]), lambda x: collections.deque([x]),
             lambda x: (lambda: x), lambda x: classmethod(x), lambda x: property(x), lambda x: iter([x]), lambda x: slice(x), lambda x: BaseException(x)):
    value = None
    for _ in range(40_000):
        value = wrap(value)
    del value
chain = None
for _ in range(20_000):
    error = ValueError()
    error.__context__ = chain
    chain = error
del chain, error
print("freed")
