# title: An exception that fights being reported
# tries: to break the reporter of errors, which looks at the exception
# ends: error Hostile

import sys

class Meta(type):
    def __getattribute__(cls, name):
        raise KeyboardInterrupt(name)
    def __instancecheck__(cls, other):
        raise SystemExit(0)

class Hostile(Exception, metaclass=Meta):
    def __str__(self):
        raise MemoryError
    def __repr__(self):
        raise RecursionError
    def __getattribute__(self, name):
        raise SystemExit(0)

raise Hostile("x" * 100)
