"""Directories: found in, walked, shown, copied and removed, with all that is in them."""

import errno
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Literal

from ._paths import (
    StrPath,
    checked,
    copy_file,
    directory,
    explained,
    parent,
    shown,
    whole_number,
    workspace,
    writable,
)
from ._scan import Found, name_test, scan

type Kind = Literal["file", "dir", "link", "any"]
type Size = int | str
type Moment = datetime | timedelta | float

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?", re.IGNORECASE)
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


def find(
    pattern: str = "*",
    path: StrPath = ".",
    recursive: bool = True,
    *,
    type: Kind = "file",
    ignore_case: bool = False,
    hidden: bool = True,
    exclude: str | Iterable[str] = (),
    min_size: Size | None = None,
    max_size: Size | None = None,
    newer_than: Moment | None = None,
    older_than: Moment | None = None,
    max_depth: int | None = None,
    max_results: int | None = None,
) -> list[str]:
    """Return the paths below a directory whose names match a pattern, sorted within each directory.

    pattern: for the name, as "*.csv"; with a slash in it for the path below `path`, as "logs/**/*.txt".
    recursive: False looks into the directory itself only.
    type: "file", "dir", "link" or "any". Links are found, and not followed.
    hidden: whether names that begin with a dot are looked at.
    exclude: patterns of what is left out, directories with all that is in them.
    min_size, max_size: bytes, or text such as "10K" or "1.5MB"; directories have no size.
    newer_than, older_than: when it was last changed: a datetime, a timedelta before now, or seconds since 1970.
        All of these bounds count themselves.
    max_depth: 1 is the directory itself, 2 the directories in it, and so on.
    max_results: stop after so many.

    >>> mkdir("logs/old")
    >>> for name in ["logs/a.log", "logs/b.txt", "logs/old/c.log"]: touch(name)
    >>> find("*.log", "logs")
    ['logs/a.log', 'logs/old/c.log']
    >>> find("*.log", "logs", recursive=False, max_size="1K")
    ['logs/a.log']
    >>> find("old/*", "logs")
    ['logs/old/c.log']
    >>> find("*", "logs", type="dir")
    ['logs/old']
    """
    if isinstance(pattern, str) and pattern.startswith("/"):
        folder, name = os.path.split(pattern)
        raise ValueError(f"find: the pattern is for names below a directory: find({name or '*'!r}, {folder!r})")
    matches = name_test("find", pattern, ignore_case)
    wanted = _kind_test("find", type)
    in_size = _between(_size("min_size", min_size), _size("max_size", max_size))
    in_time = _between(_moment("newer_than", newer_than), _moment("older_than", older_than))
    sized = min_size is not None or max_size is not None
    depth = _depth("find", max_depth) if recursive else 1
    most = None if max_results is None else whole_number("find", "max_results", max_results, 1)
    results: list[str] = []
    for found in scan("find", path, depth, hidden=hidden, exclude=exclude):
        fits = in_size(found.status.st_size) and in_time(found.status.st_mtime)
        if fits and wanted(found.kind) and matches(found.below) and not (sized and found.kind == "dir"):
            results.append(found.path)
            if len(results) == most:
                break
    return results


def walk(
    path: StrPath = ".",
    filter_func: Callable[[str], object] | None = None,
    *,
    type: Kind = "file",
    hidden: bool = True,
    exclude: str | Iterable[str] = (),
    max_depth: int | None = None,
) -> Iterator[str]:
    """Go through the paths below a directory, one after the other, so that a huge tree needs no memory.

    filter_func: takes a path; only those for which it returns something true are passed on.
    The rest is as in find().

    >>> echo("x" * 100, "walked/big.txt", parents=True)
    >>> touch("walked/small.txt")
    >>> list(walk("walked"))
    ['walked/big.txt', 'walked/small.txt']
    >>> import os
    >>> list(walk("walked", lambda path: os.path.getsize(path) > 50))
    ['walked/big.txt']
    """
    wanted = _kind_test("walk", type)
    if filter_func is not None and not callable(filter_func):
        raise TypeError(f"walk: filter_func is a function of a path, not {shown(filter_func)}")
    entries = scan("walk", path, _depth("walk", max_depth), hidden=hidden, exclude=exclude)
    paths = (found.path for found in entries if wanted(found.kind))
    return filter(filter_func, paths) if filter_func is not None else paths


def tree(
    path: StrPath = ".",
    max_depth: int | None = None,
    *,
    hidden: bool = False,
    sizes: bool = False,
    dirs_only: bool = False,
    exclude: str | Iterable[str] = (),
    max_entries: int = 1000,
) -> str:
    """Draw a directory with what is in it, and count that in the last line.

    max_depth: 1 shows the directory itself, 2 the directories in it, and so on; None shows all.
    sizes: adds each file's size in bytes.
    max_entries: what is beyond is not shown.

    >>> for name in ["site/index.html", "site/css/main.css"]: echo("", name, parents=True)
    >>> print(tree("site"))
    site
    ├── css
    │   └── main.css
    └── index.html
    <BLANKLINE>
    1 directory, 2 files
    """
    whole_number("tree", "max_entries", max_entries, 1)
    depth = _depth("tree", max_depth)
    shown_entries: list[Found] = []
    more = False
    for found in scan("tree", path, depth, hidden=hidden, exclude=exclude):
        if dirs_only and found.kind != "dir":
            continue
        if len(shown_entries) == max_entries:
            more = True
            break
        shown_entries.append(found)
    lines = [checked("tree", path), *_drawn(shown_entries, sizes), ""]
    directories = sum(found.kind == "dir" for found in shown_entries)
    files = len(shown_entries) - directories
    counted = [f"{directories} {'directory' if directories == 1 else 'directories'}"]
    if not dirs_only:
        counted.append(f"{files} {'file' if files == 1 else 'files'}")
    rest = f" and more: max_entries={max_entries} ends it here" if more else ""
    return "\n".join(lines) + "\n" + ", ".join(counted) + rest


def copy_tree(source: StrPath, target: StrPath, *, overwrite: bool = False, exclude: str | Iterable[str] = ()) -> int:
    """Copy a directory with all that is in it, and return the number of files that were copied.

    overwrite: True lets `target` be there already; files of the same name are replaced, others stay.
    exclude: patterns of what is not copied.
    Links are copied as links. If it fails, a new `target` is removed again.

    >>> echo("1", "data/a.txt", parents=True)
    >>> copy_tree("data", "backup")
    1
    >>> cat("backup/a.txt")
    '1\\n'
    """
    start = directory("copy_tree", source)
    goal = writable("copy_tree", target)
    if _contains(os.path.realpath(start), goal):
        raise ValueError(
            f"copy_tree: {target} lies in {source}, which would be copied into itself; choose another place"
        )
    new = not os.path.lexists(goal)
    if not new and not os.path.isdir(goal):
        raise NotADirectoryError(errno.ENOTDIR, "copy_tree: the target is a file", goal)
    if not new and not overwrite:
        raise FileExistsError(
            errno.EEXIST, "copy_tree: the target is there already; overwrite=True copies into it", goal
        )
    parent("copy_tree", goal)
    try:
        _made(goal)
        return sum(_copied(found, goal) for found in scan("copy_tree", start, None, exclude=exclude))
    except OSError:
        if new:
            shutil.rmtree(goal, ignore_errors=True)
        raise


def remove_tree(path: StrPath, pattern: str | None = None, *, dry_run: bool = False) -> list[str]:
    """Remove a directory with all that is in it, or only the files in it that match a pattern; return their paths.

    pattern: as in find(). The directories stay then.
    dry_run: True removes nothing and only tells what it would.
    The workspace itself is never removed, with or without what is in it.

    >>> for name in ["job/a.tmp", "job/b.txt"]: echo("", name, parents=True)
    >>> remove_tree("job", "*.tmp")
    ['job/a.tmp']
    >>> remove_tree("job", dry_run=True)
    ['job/b.txt', 'job']
    """
    start = checked("remove_tree", path)
    if os.path.islink(start):
        raise NotADirectoryError(
            errno.ENOTDIR, "remove_tree: this is a link; rm() removes it and not its target", start
        )
    directory("remove_tree", start)
    real = writable("remove_tree", start)
    if pattern is not None:
        doomed = [path for path in find(pattern, start, type="any") if not os.path.isdir(path) or os.path.islink(path)]
    elif _contains(real, workspace()) or _contains(real, os.path.realpath(".")):
        raise ValueError(
            f"remove_tree: {start} is, or holds, the workspace or the current directory; "
            f"remove_tree({start!r}, '*') removes the files in it"
        )
    else:
        doomed = [found.path for found in scan("remove_tree", start, None, deepest_first=True)] + [start]
    for item in () if dry_run else doomed:
        try:
            os.rmdir(item) if os.path.isdir(item) and not os.path.islink(item) else os.unlink(item)
        except OSError as error:
            raise explained("remove_tree", error, item) from None
    return doomed


def _kind_test(function: str, kind: Kind) -> Callable[[str], bool]:
    if kind not in ("file", "dir", "link", "any"):
        raise ValueError(f"{function}: type is {shown(kind)}; it is 'file', 'dir', 'link' or 'any'")
    return lambda found: kind in (found, "any")


def _depth(function: str, max_depth: int | None) -> int | None:
    return None if max_depth is None else whole_number(function, "max_depth", max_depth, 1)


def _between(least: float | None, most: float | None) -> Callable[[float], bool]:
    return lambda value: (least is None or value >= least) and (most is None or value <= most)


def _size(name: str, size: Size | None) -> int | None:
    if size is None or (isinstance(size, int) and not isinstance(size, bool) and size >= 0):
        return size
    match = _SIZE.fullmatch(size.strip()) if isinstance(size, str) else None
    if match is None:
        raise ValueError(f"find: {name} is {shown(size)}; it is a number of bytes, or text such as '10K' or '1.5MB'")
    return int(float(match[1]) * _UNITS[match[2].upper()])


def _moment(name: str, moment: Moment | None) -> float | None:
    if isinstance(moment, datetime):
        return moment.timestamp()
    if isinstance(moment, timedelta):
        return time.time() - moment.total_seconds()
    if moment is None or (isinstance(moment, (int, float)) and not isinstance(moment, bool)):
        return moment
    raise ValueError(
        f"find: {name} is {shown(moment)}; it is a datetime, a timedelta before now, or seconds since 1970"
    )


def _contains(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith(outer.rstrip("/") + "/")


def _drawn(entries: list[Found], sizes: bool) -> Iterator[str]:
    last = set()
    depths: set[int] = set()
    for number in range(len(entries) - 1, -1, -1):
        depth = entries[number].depth
        if depth not in depths:
            last.add(number)
        depths = {other for other in depths if other < depth} | {depth}
    bars: list[str] = []
    for number, found in enumerate(entries):
        del bars[found.depth - 1 :]
        text = os.path.basename(found.path)
        if found.kind == "link":
            text += " -> " + os.readlink(found.path)
        if sizes and found.kind == "file":
            text += f" ({found.status.st_size})"
        yield "".join(bars) + ("└── " if number in last else "├── ") + text
        bars.append("    " if number in last else "│   ")


def _made(folder: str) -> None:
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise explained("copy_tree", error, folder) from None


def _copied(found: Found, goal: str) -> int:
    place = os.path.join(goal, found.below)
    if found.kind == "dir":
        _made(place)
        return 0
    if found.kind == "file":
        copy_file("copy_tree", found.path, place)
    try:
        if found.kind == "link":
            if os.path.lexists(place):
                os.unlink(place)
            os.symlink(os.readlink(found.path), place)
        os.utime(place, ns=(found.status.st_atime_ns, found.status.st_mtime_ns), follow_symlinks=False)
    except OSError as error:
        raise explained("copy_tree", error, place) from None
    return 1
