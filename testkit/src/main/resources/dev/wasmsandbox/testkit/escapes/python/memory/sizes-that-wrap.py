# title: Sizes around two to the power of 31 and 32
# tries: to make a size of an allocation wrap around
# ends: completed
# policy: memory=48000000

import array, io, struct, itertools

def attempt(action):
    try:
        action()
    except (MemoryError, OverflowError, ValueError, IndexError, struct.error, TypeError) as e:
        pass

for n in (2 ** 30, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 63 - 1, 2 ** 64, -1, -2 ** 31):
    for action in (lambda: bytes(n), lambda: bytearray(n), lambda: [0] * n, lambda: (0,) * n, lambda: "x" * n, lambda: b"xyz" * n, lambda: array.array("d", [0]) * n,
                   lambda: "x".center(n), lambda: "x".zfill(n), lambda: "%*d" % (n, 1), lambda: f"{1:{n}}", lambda: "\t".expandtabs(n), lambda: io.BytesIO().truncate(n), lambda: io.StringIO().seek(n),
                   lambda: struct.Struct(f"{n}s"), lambda: struct.unpack(f"{n}i", b""), lambda: range(n)[n], lambda: memoryview(b"x")[n], lambda: list(itertools.repeat(0, n)) if n > 2 ** 30 else None,
                   lambda: (1).to_bytes(n, "big"), lambda: 1 << n, lambda: "x".replace("", "y" * (n // 2 if n > 0 else 1)), lambda: b"".join([b"x" * 10 ** 6] * (n if 0 < n < 10 ** 4 else 100))):
        attempt(action)
