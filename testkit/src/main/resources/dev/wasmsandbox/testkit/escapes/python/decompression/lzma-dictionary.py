# title: LZMA with a dictionary of gigabytes
# tries: to have a header of some bytes take all memory
# ends: completed
# policy: memory=48000000

import lzma, struct

for size in (2 ** 32 - 1, 2 ** 31, 3 << 29, 2 ** 30):
    header = b"\x5d" + struct.pack("<I", size) + b"\xff" * 8
    for data in (header + bytes(100), header):
        try:
            lzma.decompress(data, lzma.FORMAT_ALONE)
        except (lzma.LZMAError, MemoryError, EOFError) as e:
            print(type(e).__name__)
for filters in ([{"id": lzma.FILTER_LZMA2, "dict_size": 3 << 29}], [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}], [{"id": lzma.FILTER_DELTA, "dist": 256}] * 3 + [{"id": lzma.FILTER_LZMA2}]):
    try:
        lzma.compress(b"x", filters=filters)
        lzma.LZMACompressor(format=lzma.FORMAT_RAW, filters=filters)
    except (lzma.LZMAError, MemoryError, ValueError) as e:
        print(type(e).__name__)
