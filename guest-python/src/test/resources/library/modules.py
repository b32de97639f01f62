"""Imports every module of the standard library and prints a JSON object of their names, each with null or the error's words.

The list is the interpreter's own, with the submodules of each package.
"""

import contextlib
import importlib
import io
import json
import pkgutil
import sys
import warnings

warnings.simplefilter("ignore")


def outcome(name):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            importlib.import_module(name)
        except BaseException as error:
            return f"{type(error).__name__}: {error}"
    return None


def submodules(name):
    for module in pkgutil.walk_packages(sys.modules[name].__path__, name + ".", onerror=lambda _: None):
        if not module.name.endswith("__main__"):
            yield module.name


outcomes = {}
for name in sorted(sys.stdlib_module_names):
    outcomes[name] = outcome(name)
    if outcomes[name] is None and hasattr(sys.modules[name], "__path__"):
        outcomes.update({submodule: outcome(submodule) for submodule in submodules(name)})
print(json.dumps(outcomes))
