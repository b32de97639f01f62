# title: A recursion limit without a limit
# tries: to recurse until the native stack ends
# ends: completed | error RecursionError | error MemoryError | limit out_of_fuel | limit stack_overflow | error SystemError
# policy: fuel=4000000000

import sys

sys.setrecursionlimit(2 ** 31 - 1)

def deeper(n):
    return deeper(n + 1)

def through_c(n):
    return max([n], key=lambda x: through_c(x + 1))

for action in (through_c, deeper):
    try:
        action(0)
    except (RecursionError, MemoryError) as e:
        print(type(e).__name__)
