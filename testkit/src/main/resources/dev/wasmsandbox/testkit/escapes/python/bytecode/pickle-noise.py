# title: Noise given to pickle
# tries: to have the stack machine of pickle work on what is not there
# ends: completed | limit out_of_fuel
# policy: fuel=300000000

import pickle, random

dice = random.Random(4)
good = pickle.dumps([{"a": (1, 2.5, b"x", {3, 4})}, "text" * 10, [None, True]] * 3)
for _ in range(2000):
    data = bytearray(good)
    for _ in range(dice.randrange(1, 5)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    try:
        pickle.loads(bytes(data))
    except Exception:
        pass
for data in (b"\x80\x04\x8d\xff\xff\xff\xff\xff\xff\xff\x7f.", b"j\xff\xff\xff\x7f.", b"r\xff\xff\xff\x7fN.", b"((((((R.", b"e.", b"\x93.", b"\x94" * 1000 + b"."):
    try:
        pickle.loads(data)
    except Exception as e:
        print(type(e).__name__)
