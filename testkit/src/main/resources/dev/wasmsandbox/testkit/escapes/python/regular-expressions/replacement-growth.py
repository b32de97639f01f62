# title: Replacements that grow
# tries: to have one substitution make gigabytes
# ends: completed | limit out_of_fuel
# policy: memory=48000000 fuel=1000000000

import re

for pattern, replacement, text in (("", "x" * 10_000, "y" * 100_000), (r"(.)", r"\1" * 1000, "y" * 100_000), ("a", lambda m: m.string, "a" * 20_000)):
    try:
        print(len(re.sub(pattern, replacement, text)))
    except MemoryError as e:
        print(type(e).__name__)
