# title: A directory that changes while it is listed
# tries: to have the host list a directory for ever, or by a stale position
# ends: completed | limit out_of_fuel
# policy: fuel=300000000

import os

seen = 0
with os.scandir("/app") as entries:
    for entry in entries:
        seen += 1
        try:
            with open(f"more{seen}", "w"):
                pass
            os.rename(f"more{seen}", f"renamed{seen}")
            os.remove(f"renamed{seen - 1}")
        except OSError:
            pass
        if seen > 1000:
            break
print(seen > 2)
