"""What is in a directory, and in the directories in it, without following links."""

import glob
import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ._paths import StrPath, checked, explained, shown, status


class Found(NamedTuple):
    """Something in a directory: its path, the path below the start, its status (a link's own) and its depth from 1."""

    path: str
    below: str
    status: os.stat_result
    kind: str
    depth: int


def scan(
    function: str,
    path: StrPath,
    max_depth: int | None,
    *,
    hidden: bool = True,
    exclude: str | Iterable[str] = (),
    deepest_first: bool = False,
) -> Iterator[Found]:
    """Go through what is below a directory, or through a file alone; links to directories are not followed."""
    start = checked(function, path)
    left_out = [name_test(function, one, False) for one in ([exclude] if isinstance(exclude, str) else exclude)]
    top = status(function, start)
    if not os.path.isdir(start):
        yield Found(start, os.path.basename(start), top, _kind(top), 1)
        return
    prefix = "" if start == "." else os.path.join(start, "")
    waiting = [iter(_entries(function, start, prefix, "", 1))]
    below: list[Found] = []
    while waiting:
        found = next(waiting[-1], None)
        if found is None:
            waiting.pop()
            if deepest_first and below:
                yield below.pop()
            continue
        name = os.path.basename(found.below)
        if (not hidden and name.startswith(".")) or any(test(found.below) for test in left_out):
            continue
        deeper = found.kind == "dir" and (max_depth is None or found.depth < max_depth)
        if deeper:
            inner = _entries(function, found.path, found.path + "/", found.below + "/", found.depth + 1)
            waiting.append(iter(inner))
        if deeper and deepest_first:
            below.append(found)
        else:
            yield found


def _entries(function: str, folder: str, prefix: str, below: str, depth: int) -> list[Found]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries)
    except FileNotFoundError:
        # Whoever goes through the tree may remove what it was shown.
        return []
    except OSError as error:
        raise explained(function, error, folder) from None
    found = []
    for name in names:
        try:
            known = os.lstat(prefix + name)
        except FileNotFoundError:
            continue
        found.append(Found(prefix + name, below + name, known, _kind(known), depth))
    return found


def _kind(known: os.stat_result) -> str:
    return {0o040000: "dir", 0o120000: "link"}.get(known.st_mode & 0o170000, "file")


def name_test(function: str, pattern: str, ignore_case: bool) -> Callable[[str], bool]:
    """Tell names that match a pattern, or paths where the pattern has a slash."""
    if not isinstance(pattern, str) or not pattern:
        raise TypeError(f"{function}: a pattern is text such as '*.txt', not {shown(pattern)}")
    whole = "/" in pattern
    translated = glob.translate(pattern.removeprefix("./"), recursive=True, include_hidden=True)
    match = re.compile(translated, re.IGNORECASE if ignore_case else 0).match
    return lambda below: match(below if whole else below.rpartition("/")[2]) is not None
