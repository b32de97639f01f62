# title: Socket calls on descriptors that are no sockets
# tries: to find a descriptor of the host that is a socket
# ends: completed

import os, importlib

try:
    socket = importlib.import_module("socket")
except ImportError:
    socket = None
for fd in range(64):
    for name in ("sendfile", "posix_fadvise", "isatty", "get_blocking", "fstat"):
        function = getattr(os, name, None)
        if function is None:
            continue
        try:
            got = function(*{"sendfile": (fd, fd, 0, 10), "posix_fadvise": (fd, 0, 0, 0)}.get(name, (fd,)))
            if name == "fstat" and got.st_mode & 0o170000 == 0o140000:
                print("ESCAPED", fd, got)
        except OSError:
            pass
    if socket is not None:
        try:
            socket.socket(fileno=fd)
            print("ESCAPED", fd)
        except (OSError, AttributeError):
            pass
