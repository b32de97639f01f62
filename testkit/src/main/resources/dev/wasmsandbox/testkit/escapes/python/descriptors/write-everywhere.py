# title: Writing to every number there is
# tries: to write into a descriptor of the host process
# ends: completed

import os

inside = {0, 1, 2}
for fd in [*range(3, 300), 1000, 65535, 2**31 - 1, -1, -100]:
    for action in (lambda: os.write(fd, b"into the host"), lambda: os.pwrite(fd, b"x", 0), lambda: os.ftruncate(fd, 0)):
        try:
            action()
            print("ESCAPED", fd)
        except OSError:
            pass
