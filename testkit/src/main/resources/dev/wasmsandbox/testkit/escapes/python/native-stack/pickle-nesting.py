# title: Pickle of nested objects
# tries: to use up the native stack in pickle
# ends: completed
# policy: fuel=4000000000

import pickle, io

value = []
for _ in range(20_000):
    value = [value]
for protocol in range(6):
    try:
        pickle.dumps(value, protocol)
    except RecursionError as e:
        print(type(e).__name__)

class Deep:
    def __reduce__(self):
        return Deep, (Deep(),) if self.n else ()
    n = 1

try:
    pickle.dumps(Deep())
except (RecursionError, TypeError) as e:
    print(type(e).__name__)
try:
    print(type(pickle.loads(b"]" * 40_000 + b"a" * 199_999 + b".")))
except (RecursionError, pickle.UnpicklingError) as e:
    print(type(e).__name__)
