"""Looks for every name that CPython's documentation describes, in the modules that are there. Prints a JSON object of modules,
each an object of the names that it lacks, each with what the error says besides, or null.
"""

import importlib
import json
import warnings

warnings.simplefilter("ignore")


def lacking(name):
    """What is said about a name that its module lacks; None where it is there."""
    value = importlib.import_module(module)
    for part in name.split("."):
        try:
            value = getattr(value, part)
        except AttributeError as error:
            return str(error).partition("': ")[2]
    return None


with open("/regression/documented.json") as file:
    documented = json.load(file)
answer = {}
for module, names in documented.items():
    try:
        importlib.import_module(module)
    except ImportError:
        continue
    found = {name: text or None for name in names if (text := lacking(name)) is not None}
    if found:
        answer[module] = found
print(json.dumps(answer))
