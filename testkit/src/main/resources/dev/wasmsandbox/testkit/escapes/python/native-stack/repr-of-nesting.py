# title: Text of nested containers
# tries: to use up the native stack in repr
# ends: completed | limit stack_overflow
# policy: fuel=4000000000

def nested(wrap, depth=20_000):
    value = wrap(None)
    for _ in range(depth):
        value = wrap(value)
    return value

import collections, functools, types
for wrap in (lambda x: [x], lambda x: (x,), lambda x: {1: x}, lambda x: collections.deque([x]), lambda x: collections.OrderedDict(a=x),
             lambda x: functools.partial(print, x), lambda x: types.SimpleNamespace(x=x), lambda x: types.MappingProxyType({1: x})):
    value = nested(wrap)
    try:
        repr(value)
        print("shown")
    except RecursionError:
        print("RecursionError")
