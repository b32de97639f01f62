# title: The session next door
# tries: to read and write the files of another session of the same storage
# ends: completed

import os

for path in ["../@NEIGHBOUR@/secret.txt", "/app/../@NEIGHBOUR@/secret.txt", "/@NEIGHBOUR@/secret.txt", "../.staging",
             "@WORKSPACE@/../@NEIGHBOUR@/secret.txt", "folder/../../@NEIGHBOUR@/secret.txt"]:
    for action in (os.stat, os.listdir, os.remove, lambda p: os.rename(p, "taken"), lambda p: os.rename("given.txt", p),
                   lambda p: open(p, "w"), lambda p: os.link(p, "linked"), lambda p: os.mkdir(p)):
        try:
            print("ESCAPED", path, action(path))
        except OSError:
            pass
