# title: A large directory that moves back and forth
# tries: to have the host visit thousands of files with each call
# ends: limit out_of_fuel
# policy: files=5000 fuel=1000000000

import os

os.mkdir("a")
for i in range(4900):
    os.symlink("x", f"a/{i}")
while True:
    os.rename("a", "b")
    os.rename("b", "a")
