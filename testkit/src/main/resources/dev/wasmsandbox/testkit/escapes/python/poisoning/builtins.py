# title: Other builtins for the next run
# tries: to have the next run call functions of its own
# ends: completed

import builtins, sys, types, io, gc

for name in list(vars(builtins)):
    if name not in ("print", "__build_class__", "__import__", "setattr", "vars", "list", "AttributeError", "TypeError"):
        setattr(builtins, name, lambda *a, **k: "poisoned")
sys.path.insert(0, "/app/poison")
sys.setrecursionlimit(50)
sys.stdout.write("done\n")
