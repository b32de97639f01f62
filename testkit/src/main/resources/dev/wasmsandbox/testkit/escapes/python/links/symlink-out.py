# title: Symbolic links that point out of the workspace
# tries: to read and write files of the host through a link of its own making
# ends: completed

import os

for i, target in enumerate(["@OUTSIDE@/secret.txt", "/etc/passwd", "../../../../../../etc/passwd", "/proc/self/root", "@OUTSIDE@",
                            "../@NEIGHBOUR@/secret.txt", "/", "..", "../..", ""]):
    name = f"link{i}"
    try:
        os.symlink(target, name)
    except OSError:
        continue
    for path in (name, name + "/secret.txt", name + "/etc/passwd", name + "/../etc/passwd"):
        try:
            with open(path) as file:
                print("ESCAPED", target, path, file.read(10))
        except OSError:
            pass
        try:
            with open(path, "w") as file:
                file.write("overwritten")
            if not os.path.realpath(path).startswith("/app/"):
                print("ESCAPED", target, path, os.path.realpath(path))
        except OSError:
            pass
    os.remove(name)
for name in set(os.listdir()) - {"given.txt", "folder", "user_code.py"}:
    os.remove(name)
