# title: NUL and bytes that are no text in paths
# tries: to cut a checked path short, or to have it decoded twice
# ends: completed

import os

paths = [b"given.txt\0/../../etc/passwd", b"/etc/passwd\0.txt", b"\xff\xfe", b"\xc0\xae\xc0\xae/\xc0\xae\xc0\xae/etc/passwd",
         b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"a\xccb", b".\xe2\x80\xae./etc", b"\x01\x02\x7f"]
for path in paths:
    for action in (os.stat, os.mkdir, os.listdir, lambda p: open(p, "wb").close()):
        try:
            action(path)
        except (OSError, ValueError):
            pass
for name in os.listdir(b"/app"):
    assert b"\0" not in name and b"/" not in name, name
    if name not in (b"given.txt", b"folder", b"user_code.py"):
        try:
            os.remove(name)
        except OSError:
            os.rmdir(name)
