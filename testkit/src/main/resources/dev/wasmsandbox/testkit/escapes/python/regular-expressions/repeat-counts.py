# title: Patterns with huge counts
# tries: to have the compiler of patterns allocate for each repetition
# ends: completed | limit out_of_fuel
# policy: memory=48000000 fuel=1500000000

import re

for pattern in ("a{4294967294}", "(a{1000}){1000}", "((a{1,1000}){1,1000}){1,1000}", "a{0,4294967295}", "(?:a{99999}){99999}", "a" * 1_000_000, "(a)" * 5_000, "[" + "a-z" * 100_000 + "]", "(?<=a{1000})b"):
    try:
        re.compile(pattern).match("a" * 100)
        print("matched")
    except (re.error, MemoryError, OverflowError, RecursionError) as e:
        print(type(e).__name__)
