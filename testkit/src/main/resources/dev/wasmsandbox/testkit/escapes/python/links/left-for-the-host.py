# title: Links that are left behind for the host
# tries: to have the host itself follow a link when it stores the workspace, or loads it the next time
# ends: completed

import os

climb = "../" * 12
os.remove("given.txt")
for target, name in (("@OUTSIDE@/secret.txt", "secret-link"), ("@OUTSIDE@", "folder-link"), ("/etc", "folder/etc"), ("@OUTSIDE@/secret.txt", "given.txt"),
                     (climb + "@OUTSIDE@"[1:], "folder-climb"), (climb + "@OUTSIDE@/secret.txt"[1:], "given.txt"), ("../@NEIGHBOUR@/secret.txt", "next-door"), ("..", "up")):
    try:
        os.symlink(target, name)
    except OSError as e:
        print(name, type(e).__name__)
os.rename("folder/inner.txt", "inner.txt")
