"""Runs the examples in the documentation of sandbox_utils, each in an empty workspace, and looks for what is missing."""

import doctest
import importlib
import inspect
import pkgutil
import pydoc

examples = 0
for found in pkgutil.iter_modules(sandbox_utils.__path__):
    module = importlib.import_module(f"sandbox_utils.{found.name}")
    for test in doctest.DocTestFinder().find(module):
        empty()
        test.globs = dict(vars(sandbox_utils))
        runner = doctest.DocTestRunner(verbose=False)
        runner.run(test)
        examples += runner.summarize(verbose=False).attempted
for name in sandbox_utils.__all__:
    function = getattr(sandbox_utils, name)
    signature = inspect.signature(function)
    hints = [parameter.annotation for parameter in signature.parameters.values()] + [signature.return_annotation]
    text = pydoc.plain(pydoc.render_doc(function))
    if ">>> " not in text or f"{name}(" not in text or inspect.Parameter.empty in hints:
        print("incomplete:", name)
empty()
print(len(sandbox_utils.__all__), "functions,", examples, "examples")
