# title: Patterns that try everything
# tries: to hold a thread of the host in one call of native code
# ends: limit out_of_fuel | limit timeout
# policy: fuel=300000000 timeout=5000

import re

re.match(r"(a+)+$", "a" * 40 + "!")
