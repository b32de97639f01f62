"""Text from files, whatever their encoding, and functions that take text or a file."""

import codecs
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple, TextIO

from ._paths import StrPath, checked, missing, opened, regular, shown

# The longer ones first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)

_LOOKED_AT = 8192


class Encoding(NamedTuple):
    """How a file's bytes become text.

    mark: the byte order mark at its beginning, which is no part of the text.
    binary: whether it looks as if it were no text at all.
    """

    name: str
    mark: bytes
    binary: bool


def encoding_of(function: str, path: str, encoding: str | None = None) -> Encoding:
    """Find out a file's encoding: the one that is asked for, what its byte order mark says, or UTF-8."""
    if encoding is not None:
        try:
            codecs.lookup(encoding)
        except LookupError:
            raise ValueError(
                f"{function}: there is no encoding {encoding!r}; 'utf-8', 'utf-16', 'latin-1' and 'cp1252' are some"
            ) from None
        return Encoding(encoding, b"", False)
    with opened(function, path) as file:
        start = file.read(_LOOKED_AT)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return Encoding(name, mark, False)
    return Encoding("utf-8", b"", b"\0" in start)


def open_text(
    function: str,
    path: StrPath,
    encoding: str | None = None,
    *,
    errors: str = "replace",
    newline: str | None = None,
    binary: bool = False,
) -> TextIO:
    """Open a file for reading; bytes that are not of the encoding become U+FFFD.

    Files that look binary are refused unless `binary` allows them.
    """
    text = regular(function, path)
    found = encoding_of(function, text, encoding)
    if found.binary and not binary:
        raise ValueError(
            f"{function}: {text} is no text: it has NUL bytes in it; name its encoding if it is, "
            "or read it by open(path, 'rb')"
        )
    raw = opened(function, text)
    raw.seek(len(found.mark))
    return io.TextIOWrapper(raw, found.name, errors, newline)


def is_file(function: str, source: object) -> bool:
    """Tell whether a source is a path: a pathlib.Path, or a string of one line at which there is a file."""
    if isinstance(source, os.PathLike):
        return True
    if not isinstance(source, str):
        raise TypeError(f"{function}: text, or the path of a file, is needed; this is {shown(source)}")
    try:
        return bool(source) and "\n" not in source and "\0" not in source and os.path.isfile(source)
    except (OSError, ValueError):
        # Too long for a path.
        return False


def require_text(function: str, source: object, plausible: Callable[[str], bool]) -> None:
    """Tell that a file is missing where a source is neither one nor looks like the text that it could be."""
    if is_file(function, source):
        return
    text = str(source).strip()
    if text and "\n" not in text and not plausible(text):
        raise missing(function, text)


@contextmanager
def reading(
    function: str, source: StrPath, encoding: str | None = None, *, errors: str = "replace", newline: str | None = None
) -> Iterator[TextIO]:
    """Open text, or the file that it names."""
    if is_file(function, source):
        with open_text(function, checked(function, source), encoding, errors=errors, newline=newline) as file:
            yield file
    else:
        yield io.StringIO(str(source), newline)
