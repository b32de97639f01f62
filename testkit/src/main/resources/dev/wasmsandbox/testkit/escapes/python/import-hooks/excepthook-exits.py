# title: Hooks that end the run while an error is reported
# tries: to turn an uncaught error into success
# ends: error ValueError | exited 1 | exited 0 | completed

import sys, traceback, os, io, builtins, linecache

def leave(*ignored):
    raise SystemExit(0)

sys.excepthook = leave
sys.unraisablehook = leave
traceback.print_exception = leave
linecache.updatecache = leave
builtins.print = leave
sys.stderr = None
raise ValueError("reported all the same")
