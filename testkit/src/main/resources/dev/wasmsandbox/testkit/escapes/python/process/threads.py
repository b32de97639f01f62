# title: Threads
# tries: to go on after the run has ended, in a thread of its own
# ends: completed

import threading, _thread, concurrent.futures, asyncio

def attempt(name, action):
    try:
        action()
        print("ESCAPED", name)
    except (RuntimeError, OSError, ImportError, NotImplementedError) as e:
        print(name, type(e).__name__)

attempt("Thread", lambda: threading.Thread(target=print).start())
attempt("start_new_thread", lambda: _thread.start_new_thread(print, ()))
attempt("pool", lambda: concurrent.futures.ThreadPoolExecutor().submit(print).result(1))
attempt("timer", lambda: threading.Timer(0, print).start())
attempt("processes", lambda: concurrent.futures.ProcessPoolExecutor().submit(print).result(1))
# What asyncio runs "in a thread" it runs in this one, which is the only one that there is.
here = threading.get_ident()
assert asyncio.run(asyncio.to_thread(threading.get_ident)) == here
