# title: Changing a directory for a link while it is in use
# tries: to have a name checked as a directory and used as a link
# ends: completed

import os

os.mkdir("real")
with open("real/file", "w") as file:
    file.write("inside")
with open("real/file") as held:
    for i in range(200):
        os.rename("real", "kept")
        os.symlink("../" * 12 + "@OUTSIDE@"[1:], "real")
        try:
            print("ESCAPED", open("real/secret.txt").read())
        except OSError:
            pass
        os.remove("real")
        os.rename("kept", "real")
    assert held.read() == "inside"
