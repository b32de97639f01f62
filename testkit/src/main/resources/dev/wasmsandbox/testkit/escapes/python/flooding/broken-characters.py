# title: Output that is no text
# tries: to have malformed characters break the result
# ends: completed
# policy: stdout=1001 stderr=1001

import os

os.write(1, b"\xff\xfe\xed\xa0\x80\xf0\x9f\x98" * 200)
os.write(2, bytes(range(256)) * 10)
os.write(1, b"\xf0\x9f")
