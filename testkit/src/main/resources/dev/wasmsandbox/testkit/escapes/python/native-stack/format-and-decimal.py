# title: Nested formats, conversions and classes
# tries: to use up the native stack in str.format, int, isinstance and attribute access
# ends: completed
# policy: fuel=4000000000

import decimal, functools

def attempt(action):
    try:
        action()
        print("done")
    except (RecursionError, ValueError, TypeError, IndexError, KeyError, decimal.DecimalException) as e:
        print(type(e).__name__)

attempt(lambda: ("{0:" * 1000 + "}" * 1000).format(1))
attempt(lambda: ("{0" + "[0]" * 20_000 + "}").format([]))
attempt(lambda: ("{0" + ".real" * 20_000 + "}").format(1))
attempt(lambda: "%s" % functools.reduce(lambda x, _: [x], range(20_000)))
kinds = int
for _ in range(20_000):
    kinds = (kinds,)
attempt(lambda: isinstance(1, kinds))
attempt(lambda: issubclass(int, kinds))
attempt(lambda: int("9" * 5000))
attempt(lambda: decimal.Decimal("1e" + "9" * 50))
attempt(lambda: decimal.Decimal((0, (1,) * 10_000, 10 ** 9)))

class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x")
    def __repr__(self):
        return repr(self)
    def __eq__(self, other):
        return other == self
    def __len__(self):
        return len(self)
    __call__ = None
Deep.__call__ = Deep()
for action in (lambda: Deep().a, lambda: repr(Deep()), lambda: Deep() == Deep(), lambda: len(Deep()), lambda: Deep()()):
    attempt(action)
