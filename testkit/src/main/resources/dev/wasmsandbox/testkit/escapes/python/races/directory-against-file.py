# title: The same name is a directory in one run and a file in the other
# tries: to have the host write a file through what became a directory, or the other way round
# ends: completed | busy | failed | error IsADirectoryError | error FileExistsError | error NotADirectoryError
# policy: runs=2

import os, sys

if sys.argv[-1] == "run-0":
    os.makedirs("thing/inner/deep")
    with open("thing/inner/deep/file", "w") as file:
        file.write("directory")
else:
    with open("thing", "w") as file:
        file.write("file")
