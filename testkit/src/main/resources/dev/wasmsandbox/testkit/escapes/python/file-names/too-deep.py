# title: Directories in directories
# tries: to have the host walk, store or delete a path that is too deep for it
# ends: completed | failed

import os

depth = 0
try:
    for depth in range(5000):
        os.mkdir("d" * 100)
        os.chdir("d" * 100)
except OSError as e:
    print(depth, e.errno)
with open("bottom", "w") as file:
    file.write("x")
