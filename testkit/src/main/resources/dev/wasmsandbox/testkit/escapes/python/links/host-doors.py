# title: Links that the host has in the workspace
# tries: to follow, to replace or to delete links of the host that lead out
# ends: failed
# policy: mount=directory

import os

for door in ("door", "door.txt", "/data/door", "/data/door.txt"):
    assert os.path.basename(door) not in os.listdir(os.path.dirname(door) or "/app")
    for path in (door, door + "/secret.txt", door + "/nested/key.pem"):
        try:
            print("ESCAPED", open(path).read())
        except OSError:
            pass
# To the guest the names are free, so it may take them; the host must keep its links and say that it could not store these.
with open("door.txt", "w") as file:
    file.write("written through a link of the host")
os.mkdir("door")
with open("door/secret.txt", "w") as file:
    file.write("written through a link of the host")
