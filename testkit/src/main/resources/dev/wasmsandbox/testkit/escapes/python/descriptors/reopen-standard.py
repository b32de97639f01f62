# title: A file in the place of standard output
# tries: to have the host take a file of the guest for its stream
# ends: completed | exited 120

import os

os.close(1)
fd = os.open("taken", os.O_WRONLY | os.O_CREAT)
os.write(fd, b"number %d\n" % fd)
os.write(1, b"and one\n")
print("printed")
