# title: Time where it is taken away
# tries: to measure real time although determinism is on
# ends: completed
# policy: determinism=true

import time, os

begin = time.time_ns()
loop = 0
for i in range(10_000):
    loop += i
middle = time.time_ns()
time.sleep(3600)
end = time.time_ns()
print(begin, middle - begin, end - middle)
assert end - middle >= 3600 * 10 ** 9
# A clock by processor time, process times, file times: none may tell the real time.
assert abs(time.time() - time.mktime((2026, 1, 1, 0, 0, 0, 0, 0, 0))) < 3 * 86400, time.time()
with open("timed", "w") as file:
    file.write("x")
assert abs(os.stat("timed").st_mtime - time.time()) < 10, os.stat("timed").st_mtime
