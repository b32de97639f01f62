# title: The same file written again and again
# tries: to have the host copy gigabytes within the quota for next to no fuel
# ends: limit out_of_fuel
# policy: fuel=200000000 disk=4000000

import os

data = bytes(3_000_000)
fd = os.open("same", os.O_RDWR | os.O_CREAT)
while True:
    os.pwrite(fd, data, 0)
    os.pread(fd, 3_000_000, 0)
