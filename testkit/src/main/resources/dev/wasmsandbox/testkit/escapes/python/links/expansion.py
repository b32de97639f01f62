# title: Links that double a path each time
# tries: to make a path grow exponentially while it is resolved
# ends: completed

import os

os.mkdir("d0")
for i in range(1, 40):
    os.symlink(f"d{i - 1}/../d{i - 1}/.", f"d{i}")
failures = 0
for i in range(40):
    try:
        os.stat(f"d{i}")
    except OSError as e:
        failures += 1
assert 0 < failures < 40, failures
