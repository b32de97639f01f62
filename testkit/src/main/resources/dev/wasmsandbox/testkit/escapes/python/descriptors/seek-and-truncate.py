# title: Positions and lengths out of range
# tries: to make arithmetic of file positions wrap around
# ends: completed

import os

fd = os.open("numbers", os.O_RDWR | os.O_CREAT)
os.write(fd, b"0123456789")
for value in [-1, -2**31, -2**63, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**53, 2**62, 2**63 - 1]:
    for whence in (0, 1, 2, 3, -1, 99):
        try:
            at = os.lseek(fd, value, whence)
            os.read(fd, 10)
            os.write(fd, b"x")
        except (OSError, OverflowError, ValueError):
            pass
    for action in (lambda: os.ftruncate(fd, value), lambda: os.pread(fd, 1, value), lambda: os.pwrite(fd, b"y", value),
                   lambda: os.posix_fallocate(fd, value, value), lambda: os.posix_fallocate(fd, 1, value)):
        try:
            action()
        except (OSError, OverflowError, ValueError, AttributeError, MemoryError):
            pass
assert os.fstat(fd).st_size <= 4 << 20, os.fstat(fd)
os.ftruncate(fd, 0)
