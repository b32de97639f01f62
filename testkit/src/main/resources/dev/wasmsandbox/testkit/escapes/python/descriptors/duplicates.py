# title: Duplicating and renumbering
# tries: to overwrite a standard stream or the root with another descriptor
# ends: completed | error OSError | error AttributeError | exited 120

import os

for source in range(0, 6):
    for target in range(0, 6):
        for name in ("dup", "dup2", "fcntl"):
            try:
                getattr(os, name)(source, target)
            except (OSError, AttributeError, TypeError):
                pass
fd = os.open("given.txt", os.O_RDWR)
try:
    os.dup2(fd, 1)
    os.dup2(fd, 3)
    print("overwritten")
except AttributeError:
    pass
for path in ("/etc/passwd", "secret.txt"):
    try:
        open(path)
        os.write(1, b"ESCAPED")
    except OSError:
        pass
