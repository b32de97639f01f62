# title: Reading over the list of buffers that is being read
# tries: to change lengths after they were checked
# ends: completed

import os

with open("source", "wb") as file:
    file.write(b"\xff" * 100_000)
fd = os.open("source", os.O_RDONLY)
space = bytearray(100_000)
views = [memoryview(space)[i:i + 8] for i in range(0, 8000, 8)]
try:
    print(os.readv(fd, views))
    print(os.readv(fd, views * 3))
except (OSError, AttributeError, ValueError) as e:
    print(type(e).__name__)
try:
    print(os.writev(1, views[:10]))
except (OSError, AttributeError):
    pass
