"""Text in files: searched, replaced, shown in part, counted, compared."""

import codecs
import errno
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO, Any, TextIO

from . import _changes
from ._paths import StrPath, checked, missing, opened, regular, replacing, shown, sources, whole_number
from ._reading import encoding_of, is_file, open_text, reading
from .files import find

_PIECE = 1 << 16


def grep(
    pattern: str | re.Pattern[str],
    files: StrPath | Iterable[StrPath] = ".",
    regex: bool = True,
    *,
    ignore_case: bool = False,
    whole_word: bool = False,
    invert: bool = False,
    context: int = 0,
    recursive: bool = True,
    include: str = "*",
    exclude: str | Iterable[str] = (),
    hidden: bool = True,
    binary: bool = False,
    max_results: int | None = None,
    encoding: str | None = None,
) -> list[dict[str, Any]]:
    """Return the lines that match a pattern, each as a dict with the keys file, line (its number from 1) and text.

    files: a file, a directory, a pattern such as "*.log", or a list of these; by default the current directory.
    regex: False searches for the text as it is.
    invert: True returns the lines that do not match.
    context: so many lines before and after, as the further keys before and after.
    recursive, include, exclude, hidden: which files of a directory are searched, as in find().
    binary: True searches files that look binary, too, instead of passing them over.
    max_results: stop after so many lines.

    >>> echo("alpha\\nBeta\\ngamma", "words.txt")
    >>> grep("^b", "words.txt", ignore_case=True)
    [{'file': 'words.txt', 'line': 2, 'text': 'Beta'}]
    >>> grep("mm", "*.txt", regex=False, context=1)
    [{'file': 'words.txt', 'line': 3, 'text': 'gamma', 'before': ['Beta'], 'after': []}]
    """
    search = _search("grep", pattern, regex, ignore_case, whole_word)
    whole_number("grep", "context", context)
    most = None if max_results is None else whole_number("grep", "max_results", max_results, 1)
    results: list[dict[str, Any]] = []
    for path in _searched(sources("grep", files), recursive, include, exclude, hidden):
        if encoding_of("grep", path, encoding).binary and not binary:
            continue
        with open_text("grep", path, encoding, binary=True) as file:
            for found in _matching(file, search, invert, context):
                results.append({"file": path, **found})
                if len(results) == most:
                    return results
    return results


def sed(
    pattern: str | re.Pattern[str],
    replacement: str | Callable[[re.Match[str]], str],
    text: StrPath,
    *,
    regex: bool = True,
    ignore_case: bool = False,
    multiline: bool = False,
    count: int = 0,
    in_place: bool = False,
    encoding: str | None = None,
) -> str | int:
    """Replace what matches a pattern in text or in a file; return the new text, or with in_place the number of changes.

    replacement: may refer to groups, as "\\\\1" or "\\\\g<name>", or be a function of the match.
    text: text, or a file: a pathlib.Path, or a string of one line that is the path of a file.
    regex: False searches for the text as it is, and puts in the replacement as it is.
    multiline: True matches over line ends; otherwise each line is searched by itself, without its end.
    count: at most so many replacements, 0 for all.
    in_place: True changes the file itself; what is not changed stays as it is to the byte.

    >>> sed(r"(\\w+)@(\\w+)", r"\\2 at \\1", "ann@home, bob@work")
    'home at ann, work at bob'
    >>> echo("red\\nred", "colours.txt")
    >>> sed("red", "blue", "colours.txt", count=1, in_place=True)
    1
    >>> cat("colours.txt")
    'blue\\nred\\n'
    """
    whole_number("sed", "count", count)
    found = _search("sed", pattern, regex, ignore_case, False)
    put_in = replacement if regex or callable(replacement) else lambda _: replacement
    if not in_place:
        with reading("sed", text, encoding, newline="") as source:
            return "".join(piece for piece, _ in _replaced(source, found, put_in, multiline, count))
    path = regular("sed", text)
    known = encoding_of("sed", path, encoding)
    how = {"encoding": known.name, "errors": "surrogateescape", "newline": ""}
    total = 0
    with (
        open_text("sed", path, encoding, errors="surrogateescape", newline="") as source,
        replacing("sed", path, "w", **how) as target,
    ):
        target.write(known.mark.decode(known.name))
        for piece, number in _replaced(source, found, put_in, multiline, count):
            target.write(piece)
            total += number
    return total


def head(file: StrPath, lines: int = 10, *, encoding: str | None = None) -> str:
    """Return the first lines of a file, without reading the rest.

    >>> echo("1\\n2\\n3", "numbers.txt")
    >>> head("numbers.txt", 2)
    '1\\n2\\n'
    """
    whole_number("head", "lines", lines)
    with open_text("head", file, encoding) as source:
        return "".join(islice(source, lines))


def tail(file: StrPath, lines: int = 10, *, encoding: str | None = None) -> str:
    """Return the last lines of a file, without reading the rest.

    >>> echo("1\\n2\\n3", "numbers.txt")
    >>> tail("numbers.txt", 2)
    '2\\n3\\n'
    """
    whole_number("tail", "lines", lines)
    with open_text("tail", file, encoding) as source:
        if lines and source.encoding in ("utf-8", "latin-1", "ascii"):
            # No part of a longer character looks like a line's end.
            source.buffer.seek(_start_of_last(source.buffer, lines))
        return "".join(deque(source, lines))


def wc(file: StrPath, *, encoding: str | None = None) -> dict[str, int]:
    """Count a file's lines, words, characters and bytes. A last line without a newline is a line, too.

    >>> echo("one two\\nthree", "words.txt")
    >>> wc("words.txt")
    {'lines': 2, 'words': 3, 'chars': 14, 'bytes': 14}
    """
    path = regular("wc", file)
    known = encoding_of("wc", path, encoding)
    decoder = codecs.getincrementaldecoder(known.name)("replace")
    lines = words = chars = size = 0
    last = " "
    with opened("wc", path) as source:
        size = len(source.read(len(known.mark)))
        while piece := source.read(_PIECE):
            size += len(piece)
            text = decoder.decode(piece)
            if text:
                chars += len(text)
                lines += text.count("\n")
                words += len(text.split()) - (not last.isspace() and not text[0].isspace())
                last = text[-1]
    rest = decoder.decode(b"", True)
    chars += len(rest)
    words += bool(rest) and last.isspace()
    last = rest[-1:] or last
    return {"lines": lines + (chars > 0 and last != "\n"), "words": words, "chars": chars, "bytes": size}


def diff(
    old: StrPath,
    new: StrPath,
    *,
    unified: bool = True,
    context: int = 3,
    encoding: str | None = None,
) -> str | list[dict[str, Any]]:
    """Compare two files or texts by lines; return a unified diff, empty if they are equal.

    old, new: text, or a file: a pathlib.Path, or a string of one line that is the path of a file.
    unified: False returns the changes as dicts instead: change ("insert", "delete" or "replace"), old_line and new_line
        (numbers from 1), old and new (lists of lines).
    context: so many equal lines are shown around each change.

    >>> print(diff("a\\nb\\nc\\n", "a\\nB\\nc\\n"), end="")
    --- old
    +++ new
    @@ -1,3 +1,3 @@
     a
    -b
    +B
     c
    >>> diff("a\\nb\\n", "a\\n", unified=False)
    [{'change': 'delete', 'old_line': 2, 'new_line': 2, 'old': ['b'], 'new': []}]
    """
    whole_number("diff", "context", context)
    before, after = (_lines("diff", source, encoding) for source in (old, new))
    if not unified:
        return _changes.changes(before, after)
    return _changes.unified(_name(old, "old"), _name(new, "new"), before, after, context)


def _name(source: StrPath, otherwise: str) -> str:
    return checked("diff", source) if is_file("diff", source) else otherwise


def _lines(function: str, source: StrPath, encoding: str | None) -> list[str]:
    with reading(function, source, encoding, newline="") as file:
        return list(file)


def _search(
    function: str, pattern: str | re.Pattern[str], regex: bool, ignore_case: bool, whole_word: bool
) -> re.Pattern[str]:
    if isinstance(pattern, re.Pattern):
        if not isinstance(pattern.pattern, str):
            raise TypeError(f"{function}: the pattern is for bytes: {shown(pattern.pattern)}; text is searched")
        return pattern
    if not isinstance(pattern, str):
        raise TypeError(f"{function}: a pattern is text or a compiled pattern, not {shown(pattern)}")
    expression = pattern if regex else re.escape(pattern)
    if whole_word:
        expression = rf"\b(?:{expression})\b"
    try:
        return re.compile(expression, re.IGNORECASE if ignore_case else 0)
    except (re.PatternError, RecursionError, OverflowError) as error:
        raise ValueError(
            f"{function}: {shown(pattern)} is no regular expression: {error}; regex=False looks for the text as it is"
        ) from None


def _searched(
    paths: list[str], recursive: bool, include: str, exclude: str | Iterable[str], hidden: bool
) -> Iterator[str]:
    for path in paths:
        if not os.path.isdir(path):
            if not os.path.exists(path):
                raise missing("grep", path)
            yield path
        elif not recursive:
            raise IsADirectoryError(errno.EISDIR, "grep: this is a directory; recursive=True searches it", path)
        else:
            yield from find(include, path, hidden=hidden, exclude=exclude)


def _matching(file: Iterable[str], search: re.Pattern[str], invert: bool, context: int) -> Iterator[dict[str, Any]]:
    before: deque[str] = deque(maxlen=context)
    waiting: deque[dict[str, Any]] = deque()
    for number, line in enumerate(file, 1):
        text = line.rstrip("\r\n")
        for found in waiting:
            found["after"].append(text)
        while waiting and len(waiting[0]["after"]) == context:
            yield waiting.popleft()
        if (search.search(text) is None) == invert:
            found = {"line": number, "text": text}
            if context:
                waiting.append(found | {"before": list(before), "after": []})
            else:
                yield found
        before.append(text)
    yield from waiting


def _replaced(
    source: TextIO, search: re.Pattern[str], put_in: Any, multiline: bool, count: int
) -> Iterator[tuple[str, int]]:
    left = count
    for line in [source.read()] if multiline else source:
        text = line if multiline else line.rstrip("\r\n")
        number = 0
        if left or not count:
            try:
                text_after, number = search.subn(put_in, text, left)
            except (re.PatternError, IndexError) as error:
                raise ValueError(
                    f"sed: the replacement {shown(put_in)} does not fit the pattern {search.pattern!r}: {error}; "
                    "regex=False puts it in as it is"
                ) from None
            left -= number if count else 0
            yield text_after + line[len(text) :], number
        else:
            yield line, 0


def _start_of_last(file: IO[bytes], lines: int) -> int:
    """Find where the last lines of a file begin, from its end; not before the place where it stands now."""
    least = file.tell()
    position = end = file.seek(0, os.SEEK_END)
    wanted = lines
    while position > least:
        start = max(least, position - _PIECE)
        file.seek(start)
        piece = file.read(position - start)
        if position == end and piece.endswith(b"\n"):
            wanted += 1
        found = piece.count(b"\n")
        if found < wanted:
            wanted -= found
            position = start
            continue
        at = len(piece)
        for _ in range(wanted):
            at = piece.rindex(b"\n", 0, at)
        return start + at + 1
    return least
