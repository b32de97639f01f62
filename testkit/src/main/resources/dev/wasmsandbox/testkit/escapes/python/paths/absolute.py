# title: Absolute paths of the host
# tries: to open files of the host by the names that they have there
# ends: completed

import os

for path in ["@OUTSIDE@/secret.txt", "@WORKSPACE@/given.txt", "/etc/passwd", "/proc/self/environ", "/proc/self/mem",
             "/dev/mem", "/dev/stdin", "/sys/kernel", "/root/.ssh/id_rsa", "/var/run/docker.sock"]:
    for mode in ["rb", "r+b", "wb", "ab", "xb"]:
        try:
            with open(path, mode) as file:
                print("ESCAPED", path, mode, file.read(10))
        except (OSError, ValueError) as e:
            assert e.errno in (2, 44, 63, 69, 76, 31, 54), e
assert set(os.listdir("/")) <= {"app", "usr", "data"}, os.listdir("/")
