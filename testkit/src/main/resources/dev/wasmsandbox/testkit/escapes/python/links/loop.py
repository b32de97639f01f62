# title: Links that lead to each other
# tries: to have the host follow links for ever
# ends: completed

import os

os.symlink("b", "a")
os.symlink("a", "b")
os.symlink("self", "self")
os.symlink("self/self/self", "deep")
for i in range(60):
    os.symlink(f"chain{i + 1}", f"chain{i}")
os.symlink("x/" * 500 + "x", "x")
for name in ("a", "self", "deep", "chain0", "x", "a/b/a/b", "self/self"):
    for action in (os.stat, open, os.listdir, os.path.realpath, lambda p: os.mkdir(p + "/y")):
        try:
            action(name)
        except OSError:
            pass
