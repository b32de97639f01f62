# title: Reading from every number there is
# tries: to read a descriptor of the host process
# ends: completed

import os

for fd in [*range(0, 300), 1000, 65535, 2**31 - 1, -1]:
    for action in (lambda: os.read(fd, 100), lambda: os.pread(fd, 100, 0)):
        try:
            data = action()
            if data:
                print("ESCAPED", fd, data)
        except OSError:
            pass
