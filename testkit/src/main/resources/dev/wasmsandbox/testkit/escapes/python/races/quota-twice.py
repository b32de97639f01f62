# title: Two runs that each fill the quota
# tries: to store twice what the policy allows
# ends: completed | busy | error OSError | failed
# policy: runs=2 disk=1000000

import os, sys

with open(sys.argv[-1], "wb") as file:
    for _ in range(9):
        file.write(bytes(100_000))
