# title: Noise given to marshal
# tries: to have the reader of bytecode build objects out of rubbish
# ends: any
# reason: marshal is not made for hostile data and may break its guest; only the host must stand
# policy: fuel=150000000

import marshal, random

dice = random.Random(2)
good = marshal.dumps(compile("def f(a, *b, **c):\n return [a for a in b]\nx = {1: 'a', (2, 3): 4.5}", "f", "exec"))
for _ in range(3000):
    data = bytearray(good)
    for _ in range(dice.randrange(1, 6)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    try:
        marshal.loads(data)
    except (ValueError, EOFError, TypeError, MemoryError, SystemError, UnicodeDecodeError):
        pass
