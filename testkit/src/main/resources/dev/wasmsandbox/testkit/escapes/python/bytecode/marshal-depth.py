# title: A marshal of endless nesting
# tries: to use up the native stack in the reader of bytecode
# ends: completed
# policy: fuel=4000000000

import marshal

for opener in (b"(\x01\x00\x00\x00", b"[\x01\x00\x00\x00", b"{", b"<\x01\x00\x00\x00", b"\xa9\x01", b")\x01"):
    for tail in (b"N", b""):
        try:
            marshal.loads(opener * 20_000 + tail)
        except (ValueError, EOFError, TypeError, RecursionError, MemoryError) as e:
            print(type(e).__name__)
nested = []
for _ in range(20_000):
    nested = [nested]
try:
    marshal.dumps(nested)
except ValueError as e:
    print(e)
