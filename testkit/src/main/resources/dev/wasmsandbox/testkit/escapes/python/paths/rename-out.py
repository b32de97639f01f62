# title: Renaming into mounts that are read-only
# tries: to move files between the workspace, the standard library and a mount of the host
# ends: completed
# policy: mount=directory

import os

targets = ["/given.txt", "/usr/lib/python3.13/given.txt", "/data/given.txt", "/data/public.txt", "/given.txt", "/app/../given.txt"]
for target in targets:
    for act in (os.rename, os.replace, os.link, os.symlink):
        try:
            act("given.txt", target)
            print("ESCAPED", act, target)
        except OSError:
            pass
for source in ["/data/public.txt", "/data", "/usr", "/usr/lib/python3.13/os.py", "/app", "/"]:
    for act in (os.rename, os.link):
        try:
            act(source, "taken")
            print("ESCAPED", act, source)
        except OSError:
            pass
assert open("given.txt").read() == "given by the host\n"
