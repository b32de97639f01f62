# title: Opening files until none is left
# tries: to use up the descriptors of the host process
# ends: completed
# policy: open=32

import os

held = []
try:
    while len(held) < 5000:
        held.append(os.open("given.txt", os.O_RDONLY))
    print("ESCAPED", len(held))
except OSError as e:
    assert e.errno in (33, 41), e
assert len(held) < 32
for fd in held:
    os.close(fd)
assert os.listdir("/app")
