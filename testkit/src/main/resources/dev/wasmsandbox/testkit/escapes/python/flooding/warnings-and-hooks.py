# title: Warnings, audit events and unraisable errors without end
# tries: to flood standard error through every other door
# ends: completed | limit out_of_fuel
# policy: stderr=2000 fuel=300000000

import warnings, sys, logging

class Dies:
    def __del__(self):
        raise ValueError("x" * 1000)

for i in range(300):
    warnings.warn_explicit("w" * 1000, UserWarning, f"file{i}", i)
    Dies()
    logging.error("l" * 1000)
    sys.excepthook(ValueError, ValueError("x" * 100), None)
