# title: Popping more than there is
# tries: to move the value stack below its frame
# ends: any
# reason: what lies below the stack decides how the guest falls over; only the host must stand

import opcode

def victim():
    return 1

op = opcode.opmap
for count in (1, 4, 16, 64, 120):
    crafted = bytes([op["RESUME"], 0] + [op["POP_TOP"], 0] * count + [op["RETURN_VALUE"], 0])
    victim.__code__ = victim.__code__.replace(co_code=crafted, co_stacksize=1)
    try:
        victim()
    except BaseException:
        pass
