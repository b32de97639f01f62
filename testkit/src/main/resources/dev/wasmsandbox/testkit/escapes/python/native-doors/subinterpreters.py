# title: Interpreters inside the interpreter
# tries: to get a second interpreter that nobody limits
# ends: completed | error ModuleNotFoundError

import importlib, sys

for name in ("_interpreters", "_xxsubinterpreters", "_interpqueues", "_interpchannels", "concurrent.interpreters"):
    try:
        module = importlib.import_module(name)
        made = module.create()
        module.run_string(made, "print('ESCAPED')")
    except (ImportError, RuntimeError, AttributeError) as e:
        print(name, type(e).__name__)
