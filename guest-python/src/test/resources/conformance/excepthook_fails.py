import sys


def hook(kind, error, trace):
    raise KeyError("inside the hook")


sys.excepthook = hook
1 / 0
