# title: Settings of the whole interpreter
# tries: to leave switches set for the next run
# ends: completed

import sys, gc, locale, warnings, decimal, random, os, signal, io, time

sys.setswitchinterval(1000)
sys.set_int_max_str_digits(0)
sys.setrecursionlimit(10_000)
gc.disable()
gc.set_threshold(1, 1, 1)
gc.freeze()
warnings.simplefilter("error")
decimal.getcontext().prec = 3
decimal.DefaultContext.prec = 3
random.seed(0)
os.umask(0) if hasattr(os, "umask") else None
sys.settrace(lambda *a: None)
sys.setprofile(lambda *a: None)
sys.addaudithook(lambda *a: None)
sys.dont_write_bytecode = False
sys.flags.__class__

os.chdir("/")
