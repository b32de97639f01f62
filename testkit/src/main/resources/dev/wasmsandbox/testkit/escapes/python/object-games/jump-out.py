# title: Jumps out of the code
# tries: to run data as bytecode
# ends: any
# reason: what is found at the target decides how the guest falls over; only the host must stand
# policy: fuel=100000000

import opcode

op = opcode.opmap

def victim():
    return 1

for where in (1, 1000, 65535, 0xFFFFFF):
    for jump in ("JUMP_FORWARD", "JUMP_BACKWARD_NO_INTERRUPT"):
        parts = []
        for shift in (24, 16, 8):
            parts += [op["EXTENDED_ARG"], where >> shift & 255]
        crafted = bytes([op["RESUME"], 0] + parts + [op[jump], where & 255, op["RETURN_VALUE"], 0])
        victim.__code__ = victim.__code__.replace(co_code=crafted)
        try:
            victim()
        except BaseException:
            pass
