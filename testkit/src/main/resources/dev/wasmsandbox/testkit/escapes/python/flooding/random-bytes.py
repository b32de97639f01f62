# title: Random bytes without end
# tries: to have the host make gigabytes of random numbers for next to no fuel
# ends: limit out_of_fuel
# policy: fuel=200000000

import os

while True:
    os.urandom(4 << 20)
