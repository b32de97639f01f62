# title: Closing every descriptor, the standard ones included
# tries: to make the host fall over when it flushes or reports
# ends: completed | exited 120

import os

for fd in range(-2, 300):
    try:
        os.close(fd)
    except OSError:
        pass
print("to nobody")
try:
    os.listdir("/")
except OSError:
    pass
