"""Runs one module of CPython's own tests: regression.py REQUEST, a JSON object

    module        its name, such as test_json
    left_out      the ids of the tests that are not run, or of classes and modules of tests
    sockets       true where the module runs though it asks for sockets, which most of its tests do without

Writes to /app/results.jsonl what happens, an object on each line: `begin` and the id of a test before it runs, `end`, the id,
`verdict` (passed, skipped, failed) and `text` after it; and at last `whole`: `done` with the number of tests `left_out`, or
`skipped` or `broken` with `text`.
"""

import importlib
import importlib.machinery
import json
import sys
import threading
import traceback
import types
import unittest

LONGEST_TEXT = 4000

request = json.loads(sys.argv[1])
sys.path.insert(0, "/regression")
results = open("/app/results.jsonl", "w", encoding="utf-8")


def say(**event):
    results.write(json.dumps(event) + "\n")
    results.flush()


def described(error):
    try:
        return "".join(traceback.format_exception(*error))[-LONGEST_TEXT:]
    except Exception as second:
        return f"{error[0].__name__}, and its traceback cannot be shown: {second!r}"


class Result(unittest.TestResult):
    """Tells the file. What is told about classes and modules as a whole counts as a test."""

    running = None

    def startTest(self, test):
        super().startTest(test)
        self.running, self.verdict, self.text = test.id(), "passed", None
        say(begin=test.id())

    def stopTest(self, test):
        super().stopTest(test)
        say(end=test.id(), verdict=self.verdict, text=self.text)
        self.running = None

    def take(self, test, verdict, text):
        if self.running is None:
            say(begin=test.id())
            say(end=test.id(), verdict=verdict, text=text)
        elif self.verdict != "failed":
            self.verdict, self.text = verdict, text

    def addError(self, test, error):
        self.take(test, "failed", described(error))

    def addFailure(self, test, error):
        self.take(test, "failed", described(error))

    def addSkip(self, test, reason):
        # A part of a test that is skipped does not make the test one that is.
        if not hasattr(test, "test_case"):
            self.take(test, "skipped", reason)

    def addUnexpectedSuccess(self, test):
        self.take(test, "failed", "unexpected success")

    def addSubTest(self, test, subtest, error):
        if error is not None and not issubclass(error[0], unittest.SkipTest):
            self.take(test, "failed", f"{subtest}\n{described(error)}")


def without(suite, left_out):
    """Takes tests out of the suites that hold them, and returns how many."""
    kept, taken = [], 0
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            taken += without(test, left_out)
            kept.append(test)
        elif any(f"{test.id()}.".startswith(f"{name}.") for name in left_out):
            taken += 1
        else:
            kept.append(test)
    suite._tests = kept
    return taken


def below(depth, call):
    """Calls with some calls above, as many as tests of stacks expect."""
    return below(depth - 1, call) if depth else call()


def exception_print(exception, legacy=False):
    """Shows an exception as the C function of CPython's module for tests does, which is the hook's, too."""
    sys.__excepthook__(type(exception), exception, getattr(exception, "__traceback__", None))


# What a few modules want at the top and need for some of their tests, or for none.
STAND_INS = {
    "test_asyncio": {"tty": {}},
    "test_bytes": {"_testlimitedcapi": {}},
    "test_class": {"_testinternalcapi": {"has_inline_values": None}},
    "test_code": {"_testinternalcapi": {}},
    "test_compile": {"_testinternalcapi": {}},
    "test_compileall": {"_testsinglephase": {}},
    "test_dis": {"_testinternalcapi": {}},
    "test_import": {"_testsinglephase": {}},
    "test_marshal": {"_testinternalcapi": {}},
    "test_monitoring": {"_testcapi": {}},
    "test_pkgutil": {"_testsinglephase": {}},
    "test_pyclbr": {"_testsinglephase": {}},
    "test_types": {"_testsinglephase": {}},
    "test_traceback": {"_testcapi": {"exception_print": exception_print}},
}


def prepare():
    """Gives the tests' helpers what they would ask CPython's C modules for tests, or the system, and does what its own runner does."""
    from test import support
    from test.support import socket_helper

    threading.excepthook = lambda arguments: None
    support.verbose = 0
    support.use_resources = {"cpu": None}
    support.has_no_debug_ranges = lambda: False
    support.skip_if_suppress_immortalization = lambda: lambda test: test
    socket_helper.has_gethostname = True
    if request["sockets"]:
        support.has_socket_support = True
    # A helper of several tests that import it for something else refuses to be imported without processes.
    support.has_subprocess_support = True
    importlib.import_module("test.test_tools")
    support.has_subprocess_support = False
    # A program that is started as a module, as these tests expect, has it.
    sys.modules["__main__"].__spec__ = importlib.machinery.ModuleSpec("__main__", None)
    for name, values in STAND_INS.get(request["module"], {}).items():
        sys.modules[name] = types.ModuleType(name)
        vars(sys.modules[name]).update(values)


try:
    prepare()
    suite = unittest.defaultTestLoader.loadTestsFromModule(importlib.import_module("test." + request["module"]))
except unittest.SkipTest as reason:
    say(whole="skipped", text=str(reason))
except BaseException:
    say(whole="broken", text=described(sys.exc_info()))
else:
    left_out = without(suite, request["left_out"])
    below(10, lambda: suite.run(Result()))
    say(whole="done", left_out=left_out)
results.close()
