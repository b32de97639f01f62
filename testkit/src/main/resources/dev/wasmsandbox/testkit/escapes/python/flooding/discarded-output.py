# title: Writes that nobody keeps
# tries: to have the host copy gigabytes that are over the cap for next to no fuel
# ends: limit out_of_fuel
# policy: stdout=10 fuel=200000000

import os

data = bytes(16 << 20)
while True:
    os.write(1, data)
