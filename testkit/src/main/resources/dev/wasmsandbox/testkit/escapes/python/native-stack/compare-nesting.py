# title: Comparison, hash and copy of nested tuples
# tries: to use up the native stack in comparison, hash and copy
# ends: completed | limit stack_overflow
# policy: fuel=4000000000

import copy

a = b = ()
for _ in range(20_000):
    a, b = (a,), (b,)
for action in (lambda: a == b, lambda: a < b, lambda: copy.copy(a), lambda: copy.deepcopy(a), lambda: hash(a)):
    try:
        action()
        print("done")
    except RecursionError:
        print("RecursionError")
