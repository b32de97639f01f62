# title: Trailing slashes and dots
# tries: to make the host treat a file as a directory, or a new name as one that exists
# ends: completed

import os

for name in ["given.txt/", "given.txt/.", "given.txt/..", "given.txt//", "given.txt/../given.txt", "new/", "new/.", "folder/.", "folder/../"]:
    for action in (lambda: open(name, "w").close(), lambda: os.rename("given.txt", name), lambda: os.remove(name),
                   lambda: os.link("given.txt", name), lambda: os.symlink("given.txt", name)):
        try:
            action()
        except OSError:
            pass
    # The one file that there was is still there, under one of its names.
    assert os.path.exists("/app"), name
    for left in list(os.listdir("/app")):
        if left in ("new",):
            os.remove(left)
    if not os.path.exists("given.txt"):
        raise SystemExit("given.txt went away by " + name)
