"""Calls the functions, types and methods of the modules written in C with odd arguments: functions.py TARGET CALL COUNT DENSITY

Works on COUNT targets from number TARGET on, in the first of them from call number CALL on. What it is about to do stands in
/app/at, for a host that looks at what ended it: the numbers of target and call, and words. Prints the number of targets there
are. Everything is decided by the names of the targets and the numbers, so that each call can be had again.
"""

import copy
import gc
import importlib
import io
import itertools
import os
import pickle
import random
import sys
import types
import warnings

warnings.simplefilter("ignore")
first, first_call, count, density = map(int, sys.argv[1:])

MODULES = sorted({*sys.builtin_module_names, "io", "datetime", "decimal", "functools", "itertools", "collections", "posix"} - {"_kdf"})

# What ends the process, takes its files away or its means to go on: that is what they are for.
LEFT_OUT = {
    *("posix._exit", "posix.abort", "posix.close", "posix.closerange", "_signal.raise_signal", "_thread.interrupt_main"),
    *("faulthandler._sigsegv", "faulthandler._sigabrt", "faulthandler._sigfpe", "faulthandler._read_null"),
    *("faulthandler._fatal_error_c_thread", "faulthandler._stack_overflow", "builtins.input", "builtins.breakpoint"),
    *("sys.settrace", "sys.setprofile", "sys._settraceallthreads", "sys._setprofileallthreads", "sys.setrecursionlimit"),
    *("sys.breakpointhook", "sys.addaudithook", "gc.set_debug", "gc.set_threshold", "_tracemalloc.start"),
}

# What takes longer the larger the number is, without an end worth waiting for.
ENDLESS = (".__pow__", ".__rpow__", ".__lshift__", ".__rlshift__", ".__round__", "builtins.pow", "builtins.round", "math.factorial",
           "math.comb", "math.perm", "operator.pow", "operator.ipow", "operator.lshift", "operator.ilshift", "_pow", "_lshift",
           "_operator.ipow", "_operator.pow", "_operator.lshift", "_operator.ilshift")


class Odd:
    """Fails, or lies, about everything."""

    __hash__ = None

    def __index__(self):
        raise ValueError("odd")

    def __eq__(self, other):
        raise ValueError("odd")

    def __len__(self):
        return -1

    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration

    def __call__(self, *arguments, **named):
        return self


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Changing:
    """Empties a list when it is compared or counted."""

    def __init__(self):
        self.list = [self, 1, 2]

    def __eq__(self, other):
        self.list.clear()
        return True

    def __lt__(self, other):
        self.list.clear()
        return False

    __hash__ = object.__hash__


def arguments():
    deep, loop, table, changing = [], [], {}, Changing()
    for _ in range(200):
        deep = [deep]
    loop.append(loop)
    table[1] = table
    return [
        *(None, 0, -1, 1, 2**31 - 1, -(2**31), 2**31, 2**32, 2**63, -(2**63), 10**30, True, NotImplemented, Ellipsis),
        *(0.0, -0.0, 1e308, float("nan"), float("inf"), 1j, Index(-1), Index(2**40), Index(2**64)),
        *("", "a", "\0", "\ud800", "x" * 1000, "/app", "utf-8", "a,b", "%s", "{}", "\U0001f600"),
        *(b"", b"\0", b"a" * 1000, bytearray(b"abc"), memoryview(b"abc"), memoryview(bytearray(8)).cast("I")),
        *((), (1,), (1, 2, 3), [], [1, 2], [None], {}, {1: 2}, {"a": 1}, set(), frozenset([1]), range(5), slice(1, -1)),
        *(deep, loop, table, changing, changing.list, Odd(), iter([1, 2]), (x for x in ())),
        *(int, str, type, object(), len, lambda *a, **k: None, ValueError("x"), sys, types.SimpleNamespace(a=1)),
        *(io.BytesIO(b"abc"), io.StringIO("abc"), sys._getframe(), compile("1", "", "eval")),
    ]


def choices(label):
    """The numbers of the arguments of each call."""
    chosen, size = random.Random(label), len(arguments())
    yield ()
    yield from ((number,) for number in chosen.sample(range(size), min(size, 8 * density)))
    for arity in 2, 3, 4:
        for _ in range(4 * density):
            yield tuple(chosen.randrange(size) for _ in range(arity))


def targets():
    seen = set()
    for module_name in MODULES:
        module = importlib.import_module(module_name)
        for name, value in sorted(vars(module).items()):
            label = f"{module_name}.{name}"
            if name.startswith("__") or label in LEFT_OUT or not callable(value) or label.endswith(ENDLESS):
                continue
            methods = sorted(vars(value)) if isinstance(value, type) else []
            for method in (None, *methods):
                known = id(value), method
                full = label if method is None else f"{label}.{method}"
                if known not in seen and not full.endswith(ENDLESS):
                    seen.add(known)
                    yield full, value, method


def instance(cls):
    for values in ((), ("a",), (b"a",), ([1, 2],), (1,), ("a", "b"), (len, [1]), (1, 2, 3), (io.BytesIO(b"abc"),), (None,), (sys,)):
        try:
            return cls(*values)
        except BaseException:
            pass
    return cls


def consume(result):
    if hasattr(result, "__next__"):
        for _ in zip(range(5), result):
            pass


def use(value, method, chosen):
    pool = arguments()
    values = [pool[number] for number in chosen]
    if method is None:
        result = value(*values)
    else:
        owner = instance(value)
        if hasattr(vars(value)[method], "__set__") and len(values) == 1:
            setattr(owner, method, values[0])
        result = getattr(owner, method)(*values)
    for argument in values:
        # What holds itself is for the collector to find, which asks its type to let go. A chain that goes on with itself
        # has no end, and is as deep as one of many chains, which depths.txt has.
        if isinstance(argument, list) and not isinstance(result, itertools.chain):
            argument.append(result)
    for step in repr, hash, consume, copy.copy, pickle.dumps:
        try:
            step(result)
        except BaseException:
            pass


def announce(text, write=os.write, open_file=os.open, close=os.close, flags=os.O_WRONLY | os.O_CREAT | os.O_TRUNC):
    file = open_file("/app/at", flags)
    write(file, text.encode())
    close(file)


streams = sys.stdin, sys.stdout, sys.stderr
number = -1
for number, (label, value, method) in enumerate(targets()):
    if not first <= number < first + count:
        continue
    for call, chosen in enumerate(choices(label)):
        if number == first and call < first_call:
            continue
        announce(f"{number} {call} {label} {chosen}")
        sys.stdin = sys.stdout = sys.stderr = io.StringIO()
        try:
            use(value, method, chosen)
        except BaseException:
            pass
        sys.stdin, sys.stdout, sys.stderr = streams
    gc.collect()
print(number + 1)
