"""Runs once, while the memory image is made. What it imports is there in every instance at no cost.

The names that it defines at the end are taken over by the host in C.
"""

import sys

sys.path.insert(0, "/data/site-packages")

import abc, argparse, array, ast, asyncio, atexit, base64, binascii, bisect, builtins, bz2, calendar, cmath, codecs, collections
import collections.abc, colorsys, concurrent.futures, configparser, contextlib, contextvars, copy, copyreg
import csv, dataclasses, datetime, decimal, difflib, enum, errno, fnmatch, fractions, functools, gc, genericpath, getpass, glob
import graphlib, gzip, hashlib, heapq, hmac, html, html.parser, inspect, io, ipaddress, itertools, json, keyword
import linecache, locale, logging, lzma, math, numbers, operator, os, pathlib, pickle, platform, pprint, queue, random, re
import reprlib, secrets, shlex, shutil, signal, sqlite3, statistics, string, struct, subprocess, tempfile, textwrap
import threading, time, timeit, token, tokenize, traceback, types, typing, unicodedata, urllib.parse, uuid, warnings
import weakref, xml.etree.ElementTree, zipfile, zlib, zoneinfo
import importlib.machinery
import importlib.util
import site

import sandbox_utils, yaml

import _absent
import _host
import _prompt

# An image with packages: what it shall hold is listed in a file that is there only while it is made.
if os.path.exists("/boot/modules"):
    _path = sys.path[:]
    with open("/boot/modules") as _modules:
        for _module in _modules.read().split():
            importlib.import_module(_module)
    # Some add their own folder, for what they import themselves; programs that did not import them shall not see it.
    sys.path[:] = _path

# As `python program.py` has them; the isolated configuration leaves `site` out.
site.setquit()
site.setcopyright()
site.sethelper()

# Output appears when a line is complete, so that nothing is lost if the program is stopped.
sys.stdout.reconfigure(line_buffering=True)


def _lines_of_the_program(filename, module_globals=None, *, otherwise=linecache.updatecache):
    """As linecache.updatecache, but the program that runs need not be a file."""
    program, source = _host.program()
    if filename != program or source is None:
        return otherwise(filename, module_globals)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        lines = io.StringIO(source.decode(encoding), newline=None).readlines()
    except (SyntaxError, UnicodeDecodeError):
        lines = []
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    linecache.cache[filename] = len(source), None, lines, filename
    return lines


linecache.updatecache = _lines_of_the_program


def _no_guess_where_it_is_known(error, tb, name, *, otherwise=traceback._compute_suggestion_error):
    """As traceback._compute_suggestion_error, but "Did you mean: 'popen'?" is no answer to a search for os.pipe."""
    module = error.name if isinstance(error, ImportError) else getattr(getattr(error, "obj", None), "__name__", None)
    if isinstance(module, str) and isinstance(name, str) and _absent.why(module, name) is not None:
        return None
    return otherwise(error, tb, name)


traceback._compute_suggestion_error = _no_guess_where_it_is_known
importlib._bootstrap._why_absent = _absent.why
why_absent = _absent.why

# They are defined on every system, in terms of functions that are not there.
for _name in "execl", "execle", "execlp", "execlpe", "execvp", "execvpe":
    delattr(os, _name)
    os.__all__.remove(_name)

lines = linecache.cache
environ = os.environ._data
logging_names = vars(logging)
log_handlers = logging._handlerList
log_shutdown = logging.shutdown
keep_lines = _prompt.keep_lines
tell_exit = _prompt.tell_exit
complete = _prompt.complete
atexit.unregister(log_shutdown)  # the host calls it where there is something to do
loader = importlib.machinery.SourceFileLoader("__main__", _host.program()[0])

# What is mounted differs from instance to instance: only the guest's own files were seen for good.
linecache.clearcache()
re.purge()
for _entry in [
    entry
    for entry, finder in sys.path_importer_cache.items()
    if finder is None or not entry.startswith(("/usr/lib/python3.13", "/data/site-packages"))
]:
    del sys.path_importer_cache[_entry]
