"""The usual commands of a shell, as functions."""

import errno
import glob
import os
from datetime import UTC, datetime
from typing import Any

from ._paths import (
    StrPath,
    checked,
    copy_file,
    explained,
    missing,
    parent,
    replacing,
    sources,
    status,
    writable,
)
from ._reading import open_text
from .files import copy_tree, remove_tree


def ls(path: StrPath = ".", all: bool = False, long: bool = False) -> list[Any]:
    """Return the names in a directory, sorted; or a file's path, or the paths that match a pattern such as "*.csv".

    all: True shows names that begin with a dot, too.
    long: True returns dicts with the keys name, type ("file", "dir" or "link"), size in bytes and modified (UTC).

    >>> echo("a,b", "tables/one.csv", parents=True)
    >>> mkdir("tables/old")
    >>> ls("tables")
    ['old', 'one.csv']
    >>> [(entry["name"], entry["type"], entry["size"]) for entry in ls("tables", long=True)]
    [('old', 'dir', 0), ('one.csv', 'file', 4)]
    """
    text = checked("ls", path)
    if not os.path.lexists(text) and glob.has_magic(text):
        paths = sorted(glob.glob(text, recursive=True, include_hidden=all))
    else:
        status("ls", text)
        if os.path.isdir(text):
            names = sorted(name for name in os.listdir(text) if all or not name.startswith("."))
            return [_details(os.path.join(text, name), name) for name in names] if long else names
        paths = [text]
    return [_details(path, path) for path in paths] if long else paths


def cat(*files: StrPath, encoding: str | None = None) -> str:
    """Return the text of files, one behind the other. Patterns such as "*.txt" stand for all that match.

    encoding: by default UTF-8, or what a byte order mark says. Ends of lines become a newline each.

    >>> echo("one", "1.txt")
    >>> echo("two", "2.txt")
    >>> cat("1.txt", "2.txt")
    'one\\ntwo\\n'
    """
    if not files:
        raise TypeError("cat: at least one file is needed")
    texts = []
    for path in sources("cat", _flat(files)):
        with open_text("cat", path, encoding) as file:
            texts.append(file.read())
    return "".join(texts)


def touch(*files: StrPath) -> None:
    """Make empty files; of those that are there already, only the time of the last change becomes now.

    >>> touch("empty.txt")
    >>> cat("empty.txt")
    ''
    """
    for path in _flat(files):
        target = writable("touch", path)
        parent("touch", target)
        try:
            if os.path.lexists(target):
                os.utime(target)
            else:
                os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o666))
        except OSError as error:
            raise explained("touch", error, target) from None


def mkdir(path: StrPath, parents: bool = True, *, exist_ok: bool = True) -> None:
    """Make a directory; with parents=False the one above it has to be there, with exist_ok=False it itself must not.

    >>> mkdir("reports/2024/may")
    >>> ls("reports")
    ['2024']
    """
    target = writable("mkdir", path)
    if os.path.isdir(target) and exist_ok:
        return
    if os.path.lexists(target):
        kind = "directory" if os.path.isdir(target) else "file"
        raise FileExistsError(errno.EEXIST, f"mkdir: there is a {kind} of this name already", target)
    if not parents:
        parent("mkdir", target)
    try:
        os.makedirs(target)
    except OSError as error:
        raise explained("mkdir", error, str(error.filename or target)) from None


def rm(*paths: StrPath, recursive: bool = False, force: bool = False) -> None:
    """Remove files; links themselves, not what they lead to. Patterns such as "*.tmp" stand for all that match.

    recursive: True removes directories with all that is in them, too.
    force: True takes it for done if there is nothing to remove.

    >>> echo("", "old/1.tmp", parents=True)
    >>> rm("old/*.tmp")
    >>> rm("old", recursive=True)
    >>> rm("old", force=True)
    """
    if not paths:
        raise TypeError("rm: at least one path is needed")
    for given in _flat(paths):
        try:
            doomed = sources("rm", given)
        except FileNotFoundError:
            if force:
                continue
            raise
        for path in doomed:
            _remove(path, recursive, force)


def cp(source: StrPath, target: StrPath, recursive: bool = False, *, overwrite: bool = True) -> None:
    """Copy a file, or what matches a pattern, to a new name or into a directory.

    recursive: True copies directories with all that is in them, too.
    overwrite: False refuses to replace a file.

    >>> echo("text", "first.txt")
    >>> cp("first.txt", "second.txt")
    >>> mkdir("copies")
    >>> cp("*.txt", "copies")
    >>> "second.txt" in ls("copies")
    True
    """
    for path, goal in _moves("cp", source, target, overwrite):
        if os.path.isdir(path):
            if not recursive:
                raise IsADirectoryError(errno.EISDIR, "cp: this is a directory; recursive=True copies it", path)
            copy_tree(path, goal, overwrite=overwrite)
        else:
            copy_file("cp", path, goal)


def mv(source: StrPath, target: StrPath, *, overwrite: bool = True) -> None:
    """Move or rename a file or a directory, or what matches a pattern, to a new name or into a directory.

    overwrite: False refuses to replace a file.

    >>> echo("text", "draft.txt")
    >>> mv("draft.txt", "final.txt")
    >>> mkdir("archive")
    >>> mv("final.txt", "archive")
    >>> ls("archive")
    ['final.txt']
    """
    for path, goal in _moves("mv", source, target, overwrite):
        real = writable("mv", path, follow=False)
        if (goal + "/").startswith(real + "/"):
            raise ValueError(f"mv: {path} cannot be moved into itself")
        try:
            os.rename(real, goal)
        except OSError as error:
            raise explained("mv", error, goal) from None


def echo(
    text: object = "",
    file: StrPath | None = None,
    append: bool = False,
    *,
    end: str = "\n",
    parents: bool = False,
) -> None:
    """Print text, or write it into a file in place of what was there.

    append: True writes behind what is there.
    end: what is written after the text.
    parents: True makes the directories above the file if they are not there.

    >>> echo("hello")
    hello
    >>> echo("first", "log.txt")
    >>> echo("second", "log.txt", append=True)
    >>> cat("log.txt")
    'first\\nsecond\\n'
    """
    if file is None:
        print(text, end=end)
        return
    if parents:
        mkdir(os.path.dirname(checked("echo", file)) or ".")
    content = f"{text}{end}".encode("utf-8", "surrogateescape")
    if not append:
        with replacing("echo", file) as whole:
            whole.write(content)
        return
    target = writable("echo", file)
    parent("echo", target)
    before = os.path.getsize(target) if os.path.isfile(target) else None
    try:
        with open(target, "ab", buffering=0) as log:
            if log.write(content) != len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError as error:
        if before is not None:
            os.truncate(target, before)
        raise explained("echo", error, target) from None


def _flat(paths: tuple[Any, ...]) -> list[StrPath]:
    """Take a list of paths, as find() returns it, for as many arguments."""
    flat: list[StrPath] = []
    for path in paths:
        flat += path if isinstance(path, (list, tuple, set)) else [path]
    return flat


def _details(path: str, name: str) -> dict[str, Any]:
    known = os.lstat(path)
    kind = "link" if os.path.islink(path) else "dir" if os.path.isdir(path) else "file"
    changed = datetime.fromtimestamp(int(known.st_mtime), UTC)
    return {
        "name": name,
        "type": kind,
        "size": known.st_size if kind == "file" else 0,
        "modified": changed.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _remove(path: str, recursive: bool, force: bool) -> None:
    real = writable("rm", path, follow=False)
    if os.path.isdir(real) and not os.path.islink(real):
        if not recursive:
            raise IsADirectoryError(
                errno.EISDIR, "rm: this is a directory; recursive=True removes it with all that is in it", path
            )
        remove_tree(path)
        return
    try:
        os.unlink(real)
    except FileNotFoundError:
        if not force:
            raise missing("rm", path) from None
    except OSError as error:
        raise explained("rm", error, path) from None


def _moves(function: str, source: StrPath, target: StrPath, overwrite: bool) -> list[tuple[str, str]]:
    """Pair each path with the place that it shall have."""
    paths = sources(function, source)
    goal = writable(function, target)
    into = os.path.isdir(goal)
    if len(paths) > 1 and not into:
        raise NotADirectoryError(
            errno.ENOTDIR, f"{function}: {len(paths)} files need a directory; mkdir({goal!r}) makes it", goal
        )
    if not into:
        parent(function, goal)
    pairs = []
    for path in paths:
        if not os.path.lexists(path):
            raise missing(function, path)
        name = os.path.basename(path.rstrip("/"))
        if name in ("", ".", ".."):
            name = os.path.basename(os.path.realpath(path))
        place = os.path.join(goal, name) if into else goal
        if os.path.realpath(path) == place and not os.path.islink(path):
            raise ValueError(f"{function}: {path} and {target} are the same file")
        if os.path.lexists(place) and not overwrite:
            raise FileExistsError(errno.EEXIST, f"{function}: it is there already; overwrite=True replaces it", place)
        pairs.append((path, place))
    return pairs
