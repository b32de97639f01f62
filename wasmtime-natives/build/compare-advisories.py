#!/usr/bin/env python3
"""Compares advisories.toml with a checkout of the RustSec advisory database.

    compare-advisories.py CHECKOUT [LIST]

Names the advisories about Wasmtime, Cranelift and what they share that the list lacks, and those whose ranges are others by now.
Ends with 0 if there are none, with 1 if there are, and with 2 if it cannot tell. Reads files only; to fetch the database is up
to the caller:

    git clone --depth 1 https://github.com/rustsec/advisory-db
"""

import pathlib
import re
import sys

try:
    import tomllib
except ImportError:
    sys.exit("compare-advisories.py: Python 3.11 or newer is needed")

PACKAGES = re.compile(r"(wasmtime|cranelift|cap-primitives|cap-std|wasi-common|wiggle|wasmparser|regalloc2)(-.*)?")


def advisory(file):
    """Reads the description at the beginning of an advisory."""
    fenced = re.search(r"^```toml\n(.*?)^```", file.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    if not fenced:
        raise ValueError(f"{file} has no description")
    return tomllib.loads(fenced.group(1))


def main(arguments):
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    crates = pathlib.Path(arguments[0], "crates")
    if not crates.is_dir():
        print(f"{crates} is no directory: this is no checkout of the advisory database", file=sys.stderr)
        return 2
    here = pathlib.Path(__file__).resolve().parent
    path = pathlib.Path(arguments[1]) if len(arguments) == 2 else here / "advisories.toml"
    known = {entry["id"]: entry for entry in tomllib.loads(path.read_text(encoding="utf-8"))["advisory"]}
    seen = 0
    differences = []
    for file in sorted(crates.glob("*/RUSTSEC-*.md")):
        if not PACKAGES.fullmatch(file.parent.name) or file.stem.startswith("RUSTSEC-0000"):
            continue
        seen += 1
        found = advisory(file)
        entry = known.get(file.stem)
        ranges = (found["versions"].get("patched", []), found["versions"].get("unaffected", []))
        if found["advisory"].get("withdrawn"):
            continue
        if entry is None:
            differences.append(f"missing: {file.stem}, package {file.parent.name}, patched {ranges[0]}")
        elif (entry["patched"], entry["unaffected"]) != ranges:
            differences.append(f"changed: {file.stem}, patched {ranges[0]}, unaffected {ranges[1]}")
    print("\n".join(differences + [f"{seen} advisories compared, {len(differences)} differ"]))
    if seen == 0:
        print("a checkout without any is none", file=sys.stderr)
        return 2
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
