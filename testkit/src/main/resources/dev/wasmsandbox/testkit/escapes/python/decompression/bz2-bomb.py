# title: bz2 data that unpacks to a thousand times its size, twice
# tries: to use fuel and memory by layers of bz2
# ends: completed | limit out_of_fuel | error MemoryError
# policy: fuel=500000000

import bz2, io

packed = bz2.compress(bz2.compress(bytes(5 << 20)) * 20)
out = bz2.BZ2Decompressor()
total = 0
while not out.eof:
    inner = out.decompress(packed if out.needs_input else b"", 10_000)
    total += len(bz2.BZ2Decompressor().decompress(inner)) if inner.startswith(b"BZh") else 0
    packed = b""
    if not inner:
        break
print(total)
