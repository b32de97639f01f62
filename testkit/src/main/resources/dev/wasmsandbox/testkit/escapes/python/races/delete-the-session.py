# title: One run deletes everything while the other reads
# tries: to have the host read contents that are gone
# ends: completed | busy | error FileNotFoundError | error OSError
# policy: runs=3

import os, shutil, sys

if sys.argv[-1] == "run-0":
    shutil.rmtree("/app", ignore_errors=True)
else:
    for _ in range(50):
        with open("given.txt") as file:
            assert file.read() in ("given by the host\n", "")
        with open("folder/inner.txt") as file:
            file.read()
