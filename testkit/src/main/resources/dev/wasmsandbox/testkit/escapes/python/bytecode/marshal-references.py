# title: References to what marshal has not read yet
# tries: to get an object before it is finished
# ends: completed

import marshal

for data in (b"\xdb\x02\x00\x00\x00r\x00\x00\x00\x00N", b"r\x00\x00\x00\x00", b"\xa9\x01r\x00\x00\x00\x00", b"\xfbr\x00\x00\x00\x00N0",
             b"\xe3" + b"\x00" * 20 + b"r\x00\x00\x00\x00" * 12, b"r\xff\xff\xff\xff", b"(\xff\xff\xff\x7f", b"s\xff\xff\xff\x7f", b"l\x00\x00\x00\x80",
             b"\xbe\x01\x00\x00\x00r\x00\x00\x00\x00", b":\x01\x00\x00\x00NNN"):
    try:
        print(type(marshal.loads(data)).__name__)
    except (ValueError, EOFError, TypeError, MemoryError, SystemError, OverflowError) as e:
        print(type(e).__name__)
