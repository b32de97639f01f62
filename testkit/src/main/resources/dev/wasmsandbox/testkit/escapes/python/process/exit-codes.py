# title: Exit codes out of range
# tries: to have an exit code of the guest mistaken for success or for a failure of the host
# ends: exited 255

import os, sys

for code in (2 ** 40, -2 ** 40, "text", None, object(), 1.5, True):
    try:
        sys.exit(code)
    except SystemExit as e:
        pass
os._exit(-1)
