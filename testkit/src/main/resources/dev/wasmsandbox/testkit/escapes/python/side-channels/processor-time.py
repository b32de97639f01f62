# title: The processor's own clocks
# tries: to read how much time the process of the host used
# ends: completed | trapped memory_out_of_bounds

import time, os

for name in ("process_time_ns", "thread_time_ns", "pthread_getcpuclockid", "clock_getcpuclockid", "clock_settime"):
    function = getattr(time, name, None)
    if function:
        try:
            print(name, type(function()).__name__)
        except (OSError, TypeError, RuntimeError) as e:
            print(name, type(e).__name__)
for clock in (2, 3, 4, 5, 6, 7, 11, -1, 99, 2 ** 31 - 1):
    try:
        now = time.clock_gettime(clock)
        # The library of the guest takes other numbers for the address of a clock's number; what it finds is a clock all the same.
        assert abs(now - time.time()) < 5 or abs(now - time.monotonic()) < 5, (clock, now)
    except (OSError, OverflowError):
        pass
for name in ("times", "getloadavg", "cpu_count", "sched_getaffinity", "getrusage"):
    function = getattr(os, name, None)
    try:
        print(name, function and function())
    except (OSError, TypeError) as e:
        print(name, type(e).__name__)
