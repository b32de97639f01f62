"""Packs packages: packages.py WHEELS SOURCES OWN OUTPUT

The first two are folders of unpacked wheels and source distributions; OWN holds the packages of this project.

OUTPUT receives `site-packages.zip`, with paths relative to /data/site-packages: every module as source and as bytecode
which the interpreter takes without a look at the source, the packages' data and their metadata; `licenses/`, a folder for
each package from elsewhere and `index.tsv` (name, version, licence, files); and `packages.properties`, the versions.
Entries are stored, sorted and of one time, so that the same inputs give the same bytes and a reader can take any part of
any file.
"""

import importlib.util
import re
import sys
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path, PurePosixPath

PLACE = "/data/site-packages"
WHEEL = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
TIME = (1980, 1, 1, 0, 0, 0)
COMPILED = re.compile(r"\.(so|pyd|dll|dylib)$")
LICENCE = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors|[a-z0-9-]*licen[cs]e[^/]*\.txt)[^/]*$", re.IGNORECASE)


def fail(message):
    sys.exit(f"packages.py: {message}")


def files_in(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def from_wheel(folder):
    """The files of a wheel as an installer would place them, without scripts and compiled modules."""
    files = {}
    for name, data in files_in(folder).items():
        target = re.sub(r"^[^/]+\.data/(purelib|platlib)/", "", name)
        if not COMPILED.search(name) and not re.match(r"[^/]+\.data/", target):
            files[target] = data
    return files


def from_source(folder):
    """The packages of a source distribution that needs no build; its metadata stands in PKG-INFO."""
    files, content = {}, files_in(folder)
    metadata = content.get("PKG-INFO") or fail(f"{folder.name} has no PKG-INFO")
    name, version = field(metadata, "Name"), field(metadata, "Version")
    information = f"{name}-{version}.dist-info"
    roots = {top for top in (entry.partition("/")[0] for entry in content) if f"{top}/__init__.py" in content}
    for entry, data in content.items():
        if entry.partition("/")[0] in roots and not entry.startswith(("test", "examples")):
            files[entry] = data
        elif "/" not in entry and LICENCE.search(entry):
            files[f"{information}/licenses/{entry}"] = data
    files[f"{information}/METADATA"] = metadata
    files[f"{information}/WHEEL"] = WHEEL
    files[f"{information}/top_level.txt"] = "".join(f"{root}\n" for root in sorted(roots)).encode()
    return files


def own(folder):
    """A package of this project; its metadata stands in its `__init__`."""
    files = {f"{folder.name}/{name}": data for name, data in files_in(folder).items() if "__pycache__" not in name}
    text = files[f"{folder.name}/__init__.py"].decode()
    version = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE) or fail(f"{folder.name} has no version")
    information = f"{folder.name}-{version[1]}.dist-info"
    metadata = (
        f"Metadata-Version: 2.4\nName: {folder.name}\nVersion: {version[1]}\nSummary: {summary(text)}\n"
        "License-Expression: Apache-2.0\n"
    )
    files[f"{information}/METADATA"] = metadata.encode()
    files[f"{information}/WHEEL"] = WHEEL
    files[f"{information}/top_level.txt"] = f"{folder.name}\n".encode()
    return files


def summary(text):
    return text.removeprefix('"""').partition("\n")[0]


def field(metadata, name):
    found = re.search(rf"^{name}: *(\S+)", metadata.decode(), re.MULTILINE)
    return found[1] if found else fail(f"metadata without {name}")


def record(files):
    """The list of installed files, of what is really there; without hashes, since nobody can change them."""
    for name in files:
        if "," in name or '"' in name:
            fail(f"a name that a list of files must quote: {name}")
    return "".join(f"{name},,{len(data)}\n" for name, data in sorted(files.items())).encode()


def bytecode(name, source):
    code = compile(source, f"{PLACE}/{name}", "exec", dont_inherit=True, optimize=0)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), checked=False))


def with_bytecode(files):
    compiled = {}
    for name, source in files.items():
        if name.endswith(".py"):
            directory, _, module = name.removesuffix(".py").rpartition("/")
            place = f"{directory}/__pycache__" if directory else "__pycache__"
            compiled[f"{place}/{module}.{sys.implementation.cache_tag}.pyc"] = bytecode(name, source)
    return files | compiled


def licence_of(metadata):
    """What a package says of its licence: as an expression, in the older field, or in the older classifiers."""
    for name in ("License-Expression", "License"):
        found = re.search(rf"^{name}: *(\S.*)", metadata.decode().partition("\n\n")[0], re.MULTILINE)
        if found and found[1] != "UNKNOWN":
            return found[1].strip()
    found = re.findall(r"^Classifier: License :: OSI Approved :: (.+)", metadata.decode(), re.MULTILINE)
    return " or ".join(found) or fail(f"{field(metadata, 'Name')} does not say what its licence is")


def put_licences(name, files, information, folder):
    """Copies a package's licences and returns their names."""
    licences = {entry: data for entry, data in files.items() if entry.startswith(information) and LICENCE.search(entry)}
    if not licences:
        # Some wheels tell their licence in the metadata alone.
        licences = {"METADATA": files[f"{information}/METADATA"]}
    folder = folder / name
    folder.mkdir(parents=True)
    for entry, data in licences.items():
        (folder / PurePosixPath(entry).name).write_bytes(data)
    return sorted(PurePosixPath(entry).name for entry in licences)


def distributions(wheels, sources, own_packages):
    """The files of each distribution, and whether it comes from elsewhere."""
    for folder in sorted(Path(wheels).iterdir()):
        yield from_wheel(folder), True
    for folder in sorted(Path(sources).iterdir()):
        yield from_source(folder), True
    for start in sorted(Path(own_packages).glob("*/__init__.py")):
        yield own(start.parent), False


def main(wheels, sources, own_packages, output):
    output = Path(output)
    everything, versions, index = {}, {}, []
    for files, foreign in distributions(wheels, sources, own_packages):
        information = next(name.partition("/")[0] for name in files if name.endswith(".dist-info/METADATA"))
        metadata = files[f"{information}/METADATA"]
        package, version = field(metadata, "Name"), field(metadata, "Version")
        versions[package.lower()] = version
        files.pop(f"{information}/RECORD", None)
        files[f"{information}/RECORD"] = record(files)
        if foreign:
            texts = put_licences(package.lower(), files, information, output / "licenses")
            index.append("\t".join([package, version, licence_of(metadata), *texts]) + "\n")
        twice = everything.keys() & files.keys()
        if twice:
            fail(f"two packages have {sorted(twice)[:3]}")
        everything |= with_bytecode(files)
    with zipfile.ZipFile(output / "site-packages.zip", "w", zipfile.ZIP_STORED) as packed:
        for name, content in sorted(everything.items()):
            entry = zipfile.ZipInfo(name, TIME)
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    (output / "licenses" / "index.tsv").write_text("".join(sorted(index, key=str.lower)))
    lines = [f"{name}={version}\n" for name, version in sorted(versions.items())]
    (output / "packages.properties").write_text("".join(lines))
    print(f"{len(versions)} packages, {len(everything)} files")


main(*sys.argv[1:])
