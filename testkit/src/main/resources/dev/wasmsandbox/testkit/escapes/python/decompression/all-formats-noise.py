# title: Damaged data for every decompressor
# tries: to have native code read or write out of its buffers
# ends: completed
# policy: fuel=6000000000 memory=150000000

import bz2, gzip, lzma, random, zlib

dice = random.Random(5)
plain = b"the same again and again " * 200
for name, pack, unpack in (("zlib", zlib.compress, zlib.decompress), ("bz2", bz2.compress, bz2.decompress), ("lzma", lzma.compress, lzma.decompress), ("gzip", gzip.compress, gzip.decompress),
                           ("alone", lambda d: lzma.compress(d, lzma.FORMAT_ALONE), lzma.decompress)):
    good = pack(plain)
    for _ in range(150):
        data = bytearray(good)
        for _ in range(dice.randrange(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        for cut in (len(data), dice.randrange(len(data))):
            try:
                unpack(bytes(data[:cut]))
            except (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError, MemoryError):
                pass
print("alive")
