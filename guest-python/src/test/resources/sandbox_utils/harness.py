"""Runs the test functions of a program, each in an empty workspace, and prints a line about each: name, tab, error.

It is put before the program; the program's last line is `run_tests(globals())`.
"""

import json
import os
import shutil
import traceback
from contextlib import contextmanager

import sandbox_utils
from sandbox_utils import *

HOME = os.getcwd()


@contextmanager
def raises(kind, *words):
    """Expects an error whose message has all of these words in it."""
    try:
        yield
    except kind as error:
        text = str(error)
        absent = [word for word in words if word not in text]
        assert not absent, f"{absent} not in: {text}"
    else:
        raise AssertionError(f"no {kind}")


def write(path, content):
    """Writes text or bytes by means of Python's own, which is not under test."""
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def everything():
    """All that is in the workspace, directories with a slash behind them."""
    found = []
    for folder, directories, files in os.walk("."):
        found += [os.path.join(folder, name)[2:] + "/" for name in directories]
        found += [os.path.join(folder, name)[2:] for name in files]
    return sorted(found)


def empty():
    os.chdir(HOME)
    for entry in os.scandir("."):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)


def run_tests(names):
    for name, test in list(names.items()):
        if name.startswith("test_"):
            empty()
            error = ""
            try:
                test()
            except Exception:
                error = traceback.format_exc()
            print(name.removeprefix("test_"), error.encode("unicode_escape").decode(), sep="\t")
    empty()
