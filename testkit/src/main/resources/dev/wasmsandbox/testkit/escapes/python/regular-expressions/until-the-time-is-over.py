# title: A pattern that runs until the time limit
# tries: to be deaf to the time limit while native code runs
# ends: limit timeout
# policy: timeout=100 fuel=1000000000000

import re

re.match(r"(?:(?:x|xx|x?)*)*y", "x" * 60)
