"""Runs a program and says in the last line how many nanoseconds it took, compilation included: timed.py PROGRAM"""

import sys
import time

with open(sys.argv[1], encoding="utf-8") as file:
    source = file.read()
start = time.perf_counter_ns()
exec(compile(source, sys.argv[1], "exec"), {"__name__": "__main__"})
print(time.perf_counter_ns() - start)
