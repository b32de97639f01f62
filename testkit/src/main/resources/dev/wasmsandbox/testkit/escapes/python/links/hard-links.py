# title: Hard links to files that are not the guest's
# tries: to get a second, writable name for a file of the library, of a mount or of the host
# ends: completed
# policy: mount=directory

import os

for source in ["/usr/lib/python3.13/this.py", "/data/public.txt", "@OUTSIDE@/secret.txt", "/etc/passwd", "/app", "folder"]:
    try:
        os.link(source, "second")
        print("ESCAPED", source)
    except OSError:
        pass
os.link("given.txt", "second")
assert os.stat("second").st_size == os.stat("given.txt").st_size
with open("second", "w") as file:
    file.write("changed by its second name")
