# title: Reading memory by its address
# tries: to read memory of the process through buffers over any address
# ends: completed | trapped memory_out_of_bounds | trapped unreachable | trapped bad_indirect_call | limit out_of_fuel

# A bytes object whose length is forged reaches over all of the guest's memory, and must end where that does.
import gc

class Forged:
    pass

found = 0
for obj in gc.get_objects():
    if type(obj) is dict and len(obj) > 1000:
        found += 1
view = memoryview(bytearray(16))
try:
    view.cast("B", shape=[2**31 - 1])
    print("ESCAPED", "cast")
except (TypeError, ValueError):
    pass
try:
    memoryview(b"x").toreadonly().cast("P")
except (TypeError, ValueError):
    pass
