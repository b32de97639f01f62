# title: Out of memory at the end of the stack
# tries: to have the interpreter fail to report a lack of memory because it lacks stack
# ends: completed | error MemoryError | error RecursionError | limit memory_limit | limit out_of_fuel
# policy: memory=32000000 fuel=400000000

import sys

sys.setrecursionlimit(100_000)
kept = []

def deeper(n):
    kept.append(bytes(2000))
    try:
        deeper(n + 1)
    finally:
        kept.append(str(n) * 10)

try:
    deeper(0)
except (RecursionError, MemoryError) as e:
    kept.clear()
    print(type(e).__name__)
