"""Packs CPython's own tests and what its documentation names: tests.py ARCHIVE SOURCE, the latter the source tree of CPython

ARCHIVE receives the package `test` and `documented.json`: for each module, the functions, classes and exceptions that the
documentation of the library describes. Entries are stored, sorted and of one time, so that the same inputs give the
same bytes and a reader can take any part of any file.
"""

import json
import re
import sys
import zipfile
from pathlib import Path

TIME = (1980, 1, 1, 0, 0, 0)
MODULE = re.compile(r"\.\. (?:module|currentmodule):: +([\w.]+)")
DESCRIPTION = re.compile(r"( *)\.\. (?:function|class|exception|decorator):: +(.*)")
NAME = re.compile(r"@?([\w.]+)")


def described(lines):
    """Pairs of a module and a name of it that a directive describes: one for each of its lines, which may be wrapped."""
    module, indent, text = None, None, ""
    for line in lines:
        if found := MODULE.match(line):
            module = found[1]
        if found := DESCRIPTION.match(line):
            indent, text = found[1] + " ", found[2]
        elif indent is not None and text.count("(") > text.count(")"):
            text += line
        elif indent is not None and line.startswith(indent) and not line.lstrip().startswith(":"):
            text = line
        else:
            indent = None
        if indent is not None and module is not None and text.count("(") == text.count(")"):
            yield module, NAME.match(text.strip())[1].removeprefix(f"{module}.")


def documented(library):
    names = {}
    for page in sorted(library.glob("*.rst")):
        for module, name in described(page.read_text().splitlines()):
            names.setdefault(module, set()).add(name)
    return {module: sorted(found) for module, found in sorted(names.items())}


def main(archive, source):
    source = Path(source)
    tests = source / "Lib" / "test"
    files = {
        f"test/{path.relative_to(tests).as_posix()}": path.read_bytes()
        for path in tests.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    files["documented.json"] = json.dumps(documented(source / "Doc" / "library"), indent=1).encode()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, TIME)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    print(f"{len(files)} files")


main(*sys.argv[1:])
