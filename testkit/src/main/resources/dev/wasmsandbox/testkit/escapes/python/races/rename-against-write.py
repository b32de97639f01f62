# title: One run renames what the other writes
# tries: to have the host store a file under a name that is being taken away
# ends: completed | busy | error FileNotFoundError | error OSError
# policy: runs=2

import os, sys

me = sys.argv[-1]
for i in range(300):
    try:
        if me == "run-0":
            with open(f"shared{i % 5}", "w") as file:
                file.write("x" * i)
        else:
            os.rename(f"shared{i % 5}", f"moved{i % 5}")
    except FileNotFoundError:
        pass
