"""Compiles the modules of a package: compile.py PLACE

The package lies in the folder `package` of the current directory, and programs will see it at PLACE. Bytecode is written
beside the modules, in a form that the interpreter takes without a look at the source. A line `taken MODULE` (with a tab)
says that a module of the package has a name that is taken. A module that cannot be compiled is left as it is: some packages
have modules for other versions of Python, which nobody imports here.
"""

import importlib.util
import os
import sys
import warnings
from importlib._bootstrap_external import _code_to_hash_pyc

SITE = "/data/site-packages"


def compile_module(path, place):
    with open(path, "rb") as file:
        source = file.read()
    try:
        code = compile(source, f"{place}/{path}", "exec", dont_inherit=True, optimize=0)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return
    target = importlib.util.cache_from_source(path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "wb") as file:
        file.write(_code_to_hash_pyc(code, importlib.util.source_hash(source), checked=False))


def main(place):
    warnings.simplefilter("ignore")
    os.chdir("package")
    taken = {entry.partition(".")[0] for entry in os.listdir(SITE)} | sys.stdlib_module_names
    for entry in sorted(os.listdir(".")):
        module = entry.removesuffix(".py")
        if module in taken and (module != entry or os.path.isdir(entry)):
            print(f"taken\t{module}")
    for folder, _, names in os.walk("."):
        for name in sorted(names):
            if name.endswith(".py"):
                compile_module(os.path.relpath(os.path.join(folder, name)), place)


if __name__ == "__main__":
    main(sys.argv[1])
