# title: ctypes and its relatives
# tries: to call native code by a foreign function interface
# ends: completed

import importlib

for name in ["ctypes", "_ctypes", "_ctypes_test", "cffi", "_cffi_backend", "mmap", "fcntl", "resource", "termios", "_posixshmem", "_testcapi",
             "_testinternalcapi", "_xxsubinterpreters", "_interpreters", "xxlimited", "nis", "spwd", "ossaudiodev", "_tkinter", "readline", "syslog"]:
    try:
        module = importlib.import_module(name)
        print("ESCAPED", name, module)
    except ImportError:
        pass
