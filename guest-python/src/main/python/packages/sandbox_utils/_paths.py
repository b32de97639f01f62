"""Which paths a function may use, and errors that say what to do."""

import difflib
import errno
import glob
import itertools
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any

import _host

type StrPath = str | os.PathLike[str]


def workspace() -> str:
    """Return the directory of the session's files: the only one that can be written to."""
    return os.path.dirname(_host.program()[0]) or "/"


def shown(value: object, length: int = 80) -> str:
    """Return a value as an error message repeats it: in part, if it is long."""
    try:
        text = repr(value)
    except Exception:
        text = f"a {type(value).__name__}"
    return text if len(text) <= length else text[: length - 1] + "…"


def checked(function: str, path: StrPath) -> str:
    """Return a path as text, if it is one."""
    try:
        text = os.fspath(path)
    except TypeError:
        raise TypeError(f"{function}: a path is a str or a pathlib.Path, not {shown(path)}") from None
    if isinstance(text, bytes):
        text = os.fsdecode(text)
    if not text:
        raise ValueError(f"{function}: the path is empty; '.' is the current directory")
    if "\0" in text:
        raise ValueError(f"{function}: no path has a NUL character in it: {shown(text)}")
    return text


def missing(function: str, path: str) -> FileNotFoundError:
    """Tell that nothing is there, and what is there instead."""
    if os.path.islink(path):
        return FileNotFoundError(errno.ENOENT, f"{function}: this is a link to something that is not there", path)
    directory, name = os.path.split(os.path.abspath(path))
    try:
        names = sorted(os.listdir(directory))
    except OSError:
        hint = f"there is no directory {directory} either"
    else:
        close = difflib.get_close_matches(name, names, 3)
        others = ", ".join(map(repr, names[:8])) + (" …" if len(names) > 8 else "")
        if close:
            hint = f"did you mean {' or '.join(map(repr, close))}?"
        else:
            hint = f"{directory} has {others}" if names else f"{directory} is empty"
    return FileNotFoundError(errno.ENOENT, f"{function}: there is no such file or directory; {hint}", path)


def status(function: str, path: str) -> os.stat_result:
    """Return what is known of a path, of a link's target in its place."""
    try:
        return os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        raise missing(function, path) from None
    except OSError as error:
        raise explained(function, error, path) from None


def regular(function: str, path: StrPath) -> str:
    """Return the path of a file that is there and is no directory."""
    text = checked(function, path)
    if stat.S_ISDIR(status(function, text).st_mode):
        raise IsADirectoryError(
            errno.EISDIR, f"{function}: this is a directory; find() and ls() name the files in it", text
        )
    return text


def directory(function: str, path: StrPath) -> str:
    """Return the path of a directory that is there."""
    text = checked(function, path)
    if not stat.S_ISDIR(status(function, text).st_mode):
        raise NotADirectoryError(errno.ENOTDIR, f"{function}: this is a file, a directory is needed", text)
    return text


def writable(function: str, path: StrPath, *, follow: bool = True) -> str:
    """Return the real path of what may be changed; with follow=False a link itself, not what it leads to."""
    text = checked(function, path)
    home = workspace()
    name = os.path.basename(text)
    if follow or name in ("", ".", ".."):
        real = os.path.realpath(text)
    else:
        real = os.path.join(os.path.realpath(os.path.dirname(text)), name)
    if real != home and not real.startswith(home.rstrip("/") + "/"):
        raise PermissionError(
            errno.EACCES,
            f"{function}: only {home} can be written to; use a path in it, such as "
            f"{os.path.join(home, os.path.basename(real) or 'output.txt')}",
            text,
        )
    return real


def explained(function: str, error: OSError, path: str) -> OSError:
    """Return an error that names the function and the path, and says what helps."""
    if error.errno == errno.ENOSPC:
        text = "the disk quota of the sandbox is used up; rm() makes room, or the caller allows more"
    elif error.errno == errno.EMFILE:
        text = "too many files are open; use them in `with` statements, which close them"
    elif error.errno == errno.ELOOP:
        text = "these links lead in a circle"
    else:
        text = error.strerror or str(error)
    return type(error)(error.errno, f"{function}: {text}", path)


def parent(function: str, path: str) -> None:
    """See to it that the directory is there in which something shall be made."""
    above = os.path.dirname(path)
    if not os.path.isdir(above):
        if os.path.lexists(above):
            raise NotADirectoryError(errno.ENOTDIR, f"{function}: {above} is no directory", path)
        raise FileNotFoundError(
            errno.ENOENT, f"{function}: there is no directory {above}; mkdir({above!r}) makes it", path
        )


@contextmanager
def replacing(function: str, path: StrPath, mode: str = "wb", **how: Any) -> Iterator[IO[Any]]:
    """Open a file that takes the place of `path` when all of it is written, and vanishes if something fails."""
    target = writable(function, path)
    if os.path.isdir(target):
        raise IsADirectoryError(errno.EISDIR, f"{function}: this is a directory, a file's name is needed", target)
    parent(function, target)
    part = unused(os.path.dirname(target))
    try:
        with open(part, mode, **how) as file:
            yield file
        os.replace(part, target)
    except OSError as error:
        # What the body read from has errors of its own.
        if error.filename != part and error.errno != errno.ENOSPC:
            raise
        raise explained(function, error, target) from None
    finally:
        with suppress(OSError):
            os.unlink(part)


def copy_file(function: str, source: str, target: str) -> None:
    """Copy the content of a file piece by piece."""
    with opened(function, source) as content, replacing(function, target) as copy:
        shutil.copyfileobj(content, copy, 1 << 16)


def opened(function: str, path: str) -> IO[bytes]:
    """Open a file for reading its bytes."""
    try:
        return open(path, "rb")
    except OSError as error:
        raise explained(function, error, path) from None


def unused(folder: str) -> str:
    """Return a path in a directory at which nothing is."""
    for number in itertools.count():
        path = os.path.join(folder, f".sandbox_utils-{number}.part")
        if not os.path.lexists(path):
            return path
    raise AssertionError


def sources(function: str, paths: StrPath | Iterable[StrPath]) -> list[str]:
    """Return the paths that are meant by a path, a pattern such as `*.txt`, or several of them."""
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    elif isinstance(paths, bytes) or not isinstance(paths, Iterable):
        raise TypeError(f"{function}: paths are a str, a pathlib.Path or a list of them, not {shown(paths)}")
    found: list[str] = []
    for path in paths:
        text = checked(function, path)
        if os.path.lexists(text) or not glob.has_magic(text):
            found.append(text)
            continue
        matching = sorted(glob.glob(text, recursive=True))
        if not matching:
            raise FileNotFoundError(errno.ENOENT, f"{function}: nothing matches this pattern", text)
        found += matching
    return found


def whole_number(function: str, name: str, value: object, least: int = 0) -> int:
    """Return an argument that has to be a number of things."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f"{function}: {name} is {shown(value)}; a whole number from {least} is needed")
    return value
