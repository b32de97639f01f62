# title: A mounted archive that is larger than it looks
# tries: to have the host unpack gigabytes for a guest that reads single bytes
# ends: completed
# policy: mount=bomb

import os

assert set(os.listdir("/data")) - {"site-packages"} == {"folder", "one", "two"}, os.listdir("/data")
total = 0
for _ in range(2):
    for name in ("one", "two", "folder/three"):
        with open("/data/" + name, "rb") as file:
            file.seek(os.path.getsize("/data/" + name) - 1)
            total += len(file.read(10))
assert total == 6
for path in ("/data/../outside/secret.txt", "/data/outside", "/outside/secret.txt"):
    assert not os.path.exists(path)
