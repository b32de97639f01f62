# title: One write of tens of megabytes
# tries: to get by the cap of the output in one step
# ends: completed
# policy: stdout=1000

import os, sys

data = b"x" * (20 << 20)
written = os.write(1, data)
sys.stdout.buffer.write(data)
sys.stdout.buffer.flush()
print(written, file=sys.stderr)
