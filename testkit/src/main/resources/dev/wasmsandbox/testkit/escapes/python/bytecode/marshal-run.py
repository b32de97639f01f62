# title: Running what marshal made of noise
# tries: to execute code objects whose parts do not fit together
# ends: any
# reason: code objects whose parts do not fit may end in any trap of the guest; only the host must stand
# policy: fuel=150000000

import marshal, random

dice = random.Random(3)
good = marshal.dumps(compile("def f(a=1):\n for i in range(3):\n  a += i\n return a\nf()", "f", "exec"))
for _ in range(800):
    data = bytearray(good)
    data[dice.randrange(5, len(data))] ^= 1 << dice.randrange(8)
    try:
        exec(marshal.loads(data), {})
    except BaseException:
        pass
