# title: Nested regular expressions
# tries: to use up the native stack in the compiler of patterns
# ends: completed
# policy: fuel=4000000000

import re

for pattern in ("(" * 20_000 + ")" * 20_000, "(?:" * 20_000 + "a" + ")" * 20_000, "(?=" * 10_000 + "a" + ")" * 10_000, "(a|" * 10_000 + "b" + ")" * 10_000, "[" * 20_000, "(?P<n>" * 10_000):
    try:
        re.compile(pattern)
    except (RecursionError, re.error, OverflowError) as e:
        print(type(e).__name__)
