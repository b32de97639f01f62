# title: Everything replaced that the interpreter's end uses
# tries: to have code of its own called at the end of the run with a half-dead interpreter
# ends: completed | exited 120 | exited 1

import sys, atexit, gc, weakref, logging

class Trap:
    def __getattr__(self, name):
        return self
    def __call__(self, *a, **k):
        return self
    def __del__(self):
        global resurrected
        resurrected = self
        print("dying")

for name in list(sys.modules):
    if name not in ("sys", "builtins", "__main__", "gc", "atexit"):
        sys.modules[name] = Trap()
for i in range(100):
    atexit.register(lambda: atexit.register(print, "again"))
keep = [Trap() for _ in range(20)]
keep.append(keep)
sys.stdout.flush = lambda: 1 / 0
logging.shutdown = lambda: 1 / 0
