# title: zlib data of gigabytes
# tries: to have one call fill memory
# ends: error MemoryError
# policy: memory=32000000 fuel=6000000000

import zlib

data = bytes(1 << 20)
packer = zlib.compressobj(9)
packed = b"".join(packer.compress(data) for _ in range(40)) + packer.flush()
zlib.decompress(packed)
