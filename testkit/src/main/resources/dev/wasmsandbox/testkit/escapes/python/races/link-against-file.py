# title: One run makes a link where the other makes a file
# tries: to have the host write through a link that appears at the right moment
# ends: completed | busy | failed | error FileNotFoundError | error FileExistsError | error PermissionError
# policy: runs=2

import os, sys

for i in range(100):
    name = f"target{i % 3}"
    try:
        if sys.argv[-1] == "run-0":
            os.symlink("../" * 12 + "@OUTSIDE@/secret.txt"[1:], name)
        else:
            with open(name, "w") as file:
                file.write("overwritten")
        os.remove(name)
    except OSError:
        pass
if sys.argv[-1] == "run-0":
    os.symlink("../" * 12 + "@OUTSIDE@/secret.txt"[1:], "last")
else:
    with open("last", "w") as file:
        file.write("overwritten")
