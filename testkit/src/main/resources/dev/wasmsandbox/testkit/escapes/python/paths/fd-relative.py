# title: Paths relative to open directories
# tries: to leave a directory by way of its descriptor
# ends: completed

import os

root = os.open("/", os.O_RDONLY)
folder = os.open("/app/folder", os.O_RDONLY)
for fd in (root, folder, 3, 4, 5, 99, -1, 2**31 - 1):
    for path in ["..", "../..", "../../..", "../../etc/passwd", "/etc/passwd", "@OUTSIDE@/secret.txt"]:
        try:
            inner = os.open(path, os.O_RDONLY, dir_fd=fd)
            names = os.listdir(path) if path.endswith("..") else [path]
            print("ESCAPED" if "etc" in names or "secret.txt" in path else "inside", fd, path)
            os.close(inner)
        except (OSError, NotImplementedError, OverflowError, TypeError):
            pass
