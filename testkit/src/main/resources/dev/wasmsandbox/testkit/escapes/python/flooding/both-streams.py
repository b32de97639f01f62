# title: Both streams at once, in single bytes
# tries: to make many small writes costlier than they count
# ends: limit out_of_fuel
# policy: stdout=500 stderr=500 fuel=100000000

import os

while True:
    os.write(1, b"o")
    os.write(2, b"e")
