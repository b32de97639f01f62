"""Packs the standard library: stdlib.py ARCHIVE LIBRARY ADDITIONS SYSCONFIGDATA

ARCHIVE receives, with paths relative to /usr/lib/python3.13, every module as source and as bytecode which the
interpreter takes without a look at the source (unchecked hash). Entries are stored, sorted and of one time, so that
the same inputs give the same bytes and a reader can take any part of any file.
"""

import importlib.util
import os
import pprint
import re
import runpy
import sys
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

PLACE = "/usr/lib/python3.13"

# Tests, and what needs a display, a terminal's own interpreter or an installer.
LEFT_OUT = re.compile(r"(^|/)(test|tests|idlelib|tkinter|turtledemo|ensurepip|__pycache__|__phello__)(/|$)|^turtle\.py$")

TIME = (1980, 1, 1, 0, 0, 0)


def modules(root):
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not LEFT_OUT.search(name):
            yield name, path.read_bytes()


def configuration(path):
    """The variables for `sysconfig`, without the paths of the machine that built the interpreter."""
    variables = runpy.run_path(str(path))["build_time_vars"]
    cache = str(Path(os.environ["BUILD_CACHE"]).resolve())
    clean = {}
    for name, value in sorted(variables.items()):
        if isinstance(value, str) and (cache in value or "/llvm" in value or "/home/" in value):
            continue
        clean[name] = value
    clean.update(CC="clang --target=wasm32-wasi", AR="llvm-ar")
    text = "# What sysconfig knows of this interpreter.\nbuild_time_vars = " + pprint.pformat(clean, width=120) + "\n"
    return text.encode()


def bytecode(name, source):
    code = compile(source, f"{PLACE}/{name}", "exec", dont_inherit=True, optimize=0)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), checked=False))


def main(archive, library, additions, sysconfigdata):
    files = dict(modules(Path(library)))
    files.update(modules(Path(additions)))
    files[Path(sysconfigdata).name] = configuration(sysconfigdata)
    for name, source in sorted(files.items()):
        if name.endswith(".py"):
            directory, _, module = name.removesuffix(".py").rpartition("/")
            cached = f"{directory}/__pycache__/{module}" if directory else f"__pycache__/{module}"
            files[f"{cached}.{sys.implementation.cache_tag}.pyc"] = bytecode(name, source)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, TIME)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    print(f"{len(files)} files, {os.path.getsize(archive)} bytes")


main(*sys.argv[1:])
