# title: Removing the mounts themselves
# tries: to delete what the host has mounted, up to the root
# ends: completed
# policy: mount=directory fuel=400000000

import os, shutil

for path in ["/", "/app", "/data", "/data/public.txt", "/usr", "/usr/lib", "/usr/lib/python3.13", ".", "..", "/app/."]:
    for act in (os.rmdir, os.remove, os.removedirs):
        try:
            act(path)
            print("ESCAPED", act, path)
        except OSError:
            pass
for tree in ["/data", "/usr", "/"]:
    shutil.rmtree(tree, ignore_errors=True)
assert set(os.listdir("/data")) - {"site-packages"} == {"public.txt"}, os.listdir("/data")
assert os.path.exists("/usr/lib/python3.13/this.py")
