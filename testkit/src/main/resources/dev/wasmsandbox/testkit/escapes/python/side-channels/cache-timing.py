# title: Timing its own memory
# tries: to tell from access times what others have in the caches
# ends: completed
# policy: fuel=400000000

import time

data = bytearray(4 << 20)
samples = []
for stride in range(0, 4 << 20, 4096):
    begin = time.perf_counter_ns()
    data[stride]
    samples.append(time.perf_counter_ns() - begin)
# Steps of a microsecond: an access of some nanoseconds, in the cache or not, looks the same.
assert all(sample % 1000 == 0 for sample in samples), samples[:10]
