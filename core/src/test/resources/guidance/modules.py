"""Prints what can be imported, for the list that advice about misspelt modules looks at."""
import importlib, pkgutil, sys, warnings

warnings.simplefilter("ignore")
# What nobody means, and what opens a window or prints when it is imported.
left_out = {"antigravity", "this", "idlelib", "lib2to3", "turtledemo", "test", "ensurepip", "pydoc_data", "tzdata", "certifi.tests"}
# Packages whose parts are not for programs.
closed = {"encodings", "asyncio", "charset_normalizer", "idna", "odf", "jinja2", "mammoth", "markdown", "xlsxwriter", "multiprocessing", "et_xmlfile", "cobble", "yaml", "openpyxl", "PyPDF2", "attr", "attrs", "urllib3", "defusedxml", "unittest", "tomli"}
open_parts = {"openpyxl.chart", "openpyxl.styles", "openpyxl.utils", "openpyxl.worksheet", "odf.opendocument", "odf.text", "odf.table", "odf.style", "unittest.mock", "asyncio.subprocess", "PyPDF2.generic"}
found = set()


def look(name):
    if name in found or name in left_out or any(part.startswith("_") for part in name.split(".")):
        return
    try:
        module = importlib.import_module(name)
    except BaseException:
        return
    found.add(name)
    if hasattr(module, "__path__") and name not in closed:
        for part in pkgutil.iter_modules(module.__path__):
            look(f"{name}.{part.name}")


for name in set(sys.builtin_module_names) | {module.name for module in pkgutil.iter_modules(["/usr/lib/python3.13", "/data/site-packages"])}:
    look(name)
for name in open_parts:
    look(name)
found |= {"os.path", "collections.abc"}
print("\n".join(sorted(found)))
