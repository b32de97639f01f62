# title: A compiled module that is damaged
# tries: to have the import system load broken bytecode
# ends: any
# reason: the import system trusts bytecode files and may break its guest; only the host must stand

import importlib.util, importlib, marshal, os, sys

magic = importlib.util.MAGIC_NUMBER
good = marshal.dumps(compile("x = 1", "m", "exec"))
for i, body in enumerate((good[:-5], good[:10] + b"\xff" * 20, b"", b"\xe3" + b"\xff" * 100, good.replace(b"x", b"\x00"))):
    with open(f"broken{i}.pyc", "wb") as file:
        file.write(magic + bytes(12) + body)
    os.makedirs("__pycache__", exist_ok=True)
    with open(f"__pycache__/cached{i}.cpython-313.pyc", "wb") as file:
        file.write(magic + bytes(12) + body)
    for name in (f"broken{i}", f"cached{i}"):
        try:
            importlib.import_module(name)
        except Exception as e:
            print(name, type(e).__name__)
