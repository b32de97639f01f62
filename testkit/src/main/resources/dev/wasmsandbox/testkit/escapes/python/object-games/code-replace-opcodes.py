# title: Functions whose bytecode is noise
# tries: to make the interpreter jump, load and store outside of its own structures
# ends: any
# reason: bytecode that no compiler made may end in any trap of the guest or any error; only the host must stand
# policy: fuel=100000000

import random

def victim(a=1, b=2):
    c = [a, b]
    return c

dice = random.Random(1)
code = victim.__code__
for _ in range(2000):
    noise = bytes(dice.randrange(256) for _ in range(len(code.co_code)))
    victim.__code__ = code.replace(co_code=noise)
    try:
        victim()
    except BaseException:
        pass
