# title: Buffers that shrink while they are written to
# tries: to have C code write into memory that was given back
# ends: completed

import array, io, struct

def attempt(action):
    try:
        action()
    except (BufferError, ValueError, TypeError, IndexError, struct.error, OSError) as e:
        print(type(e).__name__)

class Index:
    def __init__(self, act, value):
        self.act, self.value = act, value
    def __index__(self):
        self.act()
        return self.value

data = bytearray(1000)
attempt(lambda: data.__setitem__(Index(data.clear, 900), 65))
data = bytearray(1000)
attempt(lambda: data.__setitem__(slice(0, 900), Index(data.clear, 900)))
attempt(lambda: data.extend(Index(data.clear, 5) for _ in range(10)))
attempt(lambda: bytearray(b"x" * 100).join([b"1"] * 3))
numbers = array.array("i", range(1000))
attempt(lambda: numbers.__setitem__(900, Index(lambda: numbers.__delitem__(slice(None)), 7)))
attempt(lambda: numbers.extend(numbers))
stream = io.BytesIO(b"x" * 1000)
view = stream.getbuffer()
attempt(lambda: stream.write(b"y" * 2000))
attempt(stream.close)
view.release()

class Reader(io.RawIOBase):
    def readable(self):
        return True
    def readinto(self, target):
        kept.append(target)
        return 10 ** 6

kept = []
attempt(lambda: io.BufferedReader(Reader(), 100).read(10))
attempt(lambda: io.TextIOWrapper(io.BufferedReader(Reader(), 100)).read(10))
attempt(lambda: struct.pack_into("i", data, Index(data.clear, 0), 1))
