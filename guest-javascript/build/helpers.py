"""Packs the helpers: helpers.py SOURCES JS-YAML ARCHIVE LICENCE

ARCHIVE receives the files of SOURCES, and the library js-yaml out of its jar as lib/js-yaml.js; LICENCE its licence.
"""

import pathlib
import sys
import zipfile

# The only time that gets into the archive.
TIME = (2026, 1, 1, 0, 0, 0)


def main(sources: str, library: str, archive: str, licence: str) -> None:
    root = pathlib.Path(sources)
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.js")}
    with zipfile.ZipFile(library) as jar:
        for name in jar.namelist():
            if name.endswith("/dist/js-yaml.mjs"):
                files["lib/js-yaml.js"] = jar.read(name)
            elif name.endswith("/LICENSE"):
                pathlib.Path(licence).write_bytes(jar.read(name))
    if "lib/js-yaml.js" not in files:
        sys.exit(f"{library} has no dist/js-yaml.mjs; is it the jar of js-yaml?")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, TIME)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)


main(*sys.argv[1:])
