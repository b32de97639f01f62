# title: A path of links over links, walked again and again
# tries: to keep the host busy for hours with calls that cost the guest a few instructions each
# ends: limit out_of_fuel

import os

os.mkdir("d")
last = "d"
for i in range(39):
    os.symlink("d/../" * 800 + last, f"link{i}")
    last = f"link{i}"
while True:
    os.stat(last)
