# title: How fine the clocks are
# tries: to measure differences below a microsecond
# ends: completed
# policy: fuel=1000000000

import time

for name in ("time", "monotonic", "perf_counter"):
    read = getattr(time, name + "_ns")
    steps = set()
    last = read()
    for _ in range(20_000):
        now = read()
        if now != last:
            steps.add(now - last)
        last = now
    finest = min(steps) if steps else 0
    if any(step % 1000 for step in steps):
        print("ESCAPED", name, sorted(steps)[:5])
    print(name, "finest step", finest, "ns")
