# title: Entries that overlap and lie about their sizes
# tries: to have one stretch of data unpacked many times
# ends: completed

import io, struct, zipfile, zlib

kernel = zlib.compress(bytes(1_000_000), 9)[2:-4]
crc = zlib.crc32(bytes(1_000_000))
out = io.BytesIO()
local = struct.pack("<IHHHHHIIIHH", 0x04034b50, 20, 0, 8, 0, 0, crc, len(kernel), 1_000_000, 1, 0) + b"a"
out.write(local + kernel)
start = out.tell()
for i in range(200):
    name = b"n%d" % i
    out.write(struct.pack("<IHHHHHHIIIHHHHHII", 0x02014b50, 20, 20, 0, 8, 0, 0, crc, len(kernel), [1_000_000, 10, 2 ** 32 - 1][i % 3], len(name), 0, 0, 0, 0, 0, 0) + name)
size = out.tell() - start
out.write(struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, 200, 200, size, start, 0))
with zipfile.ZipFile(out) as archive:
    for info in archive.infolist():
        try:
            archive.read(info)
        except (zipfile.BadZipFile, RuntimeError, EOFError, zlib.error) as e:
            pass
