# title: Names and paths of any length
# tries: to have the host make names that its file system cannot hold
# ends: completed | failed
# policy: fuel=3000000000

import os

for length in (254, 255, 256, 1000, 4095, 4096, 65536):
    for name in ("n" * length, "\u00e9" * (length // 2), "\U0001f600" * (length // 4), "a/" * (length // 2) + "f"):
        try:
            with open(name, "w") as file:
                file.write("x")
        except OSError as e:
            pass
