# title: Waiting for what never comes
# tries: to hold a thread of the host beyond the time limit
# ends: limit timeout | limit out_of_fuel
# policy: timeout=60

import threading

lock = threading.Lock()
lock.acquire()
try:
    lock.acquire()
except RuntimeError:
    pass
lock.acquire(timeout=threading.TIMEOUT_MAX)
