# title: Python and C calling each other
# tries: to use up the native stack by sort keys, properties, comparisons and descriptors that call each other
# ends: completed | error RecursionError
# policy: fuel=4000000000

import functools, sys

sys.setrecursionlimit(10 ** 9)

def attempt(action):
    try:
        action()
    except (RecursionError, MemoryError) as e:
        print(type(e).__name__)

def by_sort(x):
    return sorted([1, 2], key=by_sort)

def by_map(x):
    return list(map(by_map, [1]))

def by_reduce(a, b=1):
    return functools.reduce(by_reduce, [1, 2, 3])

def by_eval():
    return eval("by_eval()")

class Key:
    def __hash__(self):
        return hash(Key())
    def __index__(self):
        return [1][Key()]
    def __str__(self):
        return "%s" % self
    def __bool__(self):
        return not Key()
    def __format__(self, spec):
        return f"{self:x}"

for action in (lambda: by_sort(1), lambda: by_map(1), lambda: by_reduce(1), by_eval, lambda: {Key(): 1}, lambda: [1][Key()], lambda: str(Key()), lambda: not Key(), lambda: f"{Key()}"):
    attempt(action)
