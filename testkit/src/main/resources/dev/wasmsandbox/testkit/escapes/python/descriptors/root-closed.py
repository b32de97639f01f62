# title: Working without the preopened root
# tries: to have paths resolved against whatever takes the root's number
# ends: completed

import os

os.close(3)
reached = []
for path in ["/", "/app", "given.txt", "/etc/passwd", "."]:
    try:
        reached.append(os.stat(path))
    except OSError:
        pass
file = None
try:
    fd = os.open("given.txt", os.O_RDONLY)
    os.write(fd, b"x")
    print("ESCAPED", fd)
except OSError:
    pass
