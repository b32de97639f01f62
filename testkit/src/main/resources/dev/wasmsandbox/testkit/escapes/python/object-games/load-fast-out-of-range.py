# title: LOAD_FAST beyond the frame
# tries: to read whatever lies behind a frame and take it for an object
# ends: any
# reason: the object that is found there decides how the guest falls over; only the host must stand

import opcode

def victim():
    x = 1
    return x

code = victim.__code__
op = opcode.opmap
for index in (10, 50, 100, 200, 255):
    crafted = bytes([op["RESUME"], 0, op["LOAD_FAST"], index, op["RETURN_VALUE"], 0])
    victim.__code__ = code.replace(co_code=crafted)
    try:
        got = victim()
        print(index, type(got))
    except BaseException as e:
        print(index, type(e))
