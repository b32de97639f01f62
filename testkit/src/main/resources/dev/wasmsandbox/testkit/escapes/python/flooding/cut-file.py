# title: A sparse file that is cut and extended again and again
# tries: to have the host look through all pages of a file with each call
# ends: limit out_of_fuel

import os

fd = os.open("sparse", os.O_RDWR | os.O_CREAT)
for i in range(60):
    os.pwrite(fd, b"x", i * 65536)
while True:
    os.ftruncate(fd, 4_000_000)
    os.ftruncate(fd, 3_999_999)
