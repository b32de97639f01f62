# title: Code objects with impossible fields
# tries: to have a frame made with a stack or variables of the wrong size
# ends: any
# reason: a code object that lies about its frame may end in any trap of the guest; only the host must stand

def victim(a, b=2, *c, d=4, **e):
    f = a
    return lambda: f

code = victim.__code__
for field, values in {"co_argcount": (-1, 100, 2 ** 31 - 1), "co_nlocals": (0, 1, 1000), "co_stacksize": (0, -1, 2 ** 20, 2 ** 31 - 1), "co_flags": (0, 0xFFFFFFFF >> 1, 0x20, 0x80),
                      "co_varnames": ((), ("x",) * 1000), "co_freevars": (("q",) * 100,), "co_cellvars": ((), ("z",) * 50), "co_names": ((),), "co_consts": ((),),
                      "co_exceptiontable": (b"\xff" * 50, b"\x80" * 10), "co_linetable": (b"\xff" * 50, b"", b"\x00" * 5), "co_kwonlyargcount": (50,), "co_posonlyargcount": (50,)}.items():
    for value in values:
        try:
            victim.__code__ = code.replace(**{field: value})
            victim(1)()
        except BaseException as e:
            pass
