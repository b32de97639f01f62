# title: Signals to the host
# tries: to kill the process of the host, or to be called by it
# ends: completed | error KeyboardInterrupt | trapped unreachable | exited 1 | exited 130 | exited 143 | exited 137 | exited 134 | exited 139 | limit out_of_fuel
# policy: fuel=50000000

import os, signal

for number in (9, 15, 2, 11, 6, 19, 1, 3):
    for name in ("kill", "killpg"):
        for pid in (0, 1, -1, os.getpid() if hasattr(os, "getpid") else 42):
            try:
                getattr(os, name)(pid, number)
            except (OSError, AttributeError, ProcessLookupError):
                pass
for name in ("alarm", "setitimer", "pause", "sigwait", "pthread_kill", "set_wakeup_fd", "siginterrupt"):
    function = getattr(signal, name, None)
    try:
        function and function(*([0, 0.01] if name == "setitimer" else [1]))
    except (OSError, ValueError, TypeError):
        pass
for number in range(1, 65):
    try:
        signal.signal(number, lambda *a: print("signal", a[0]))
    except (OSError, ValueError):
        pass
signal.raise_signal(signal.SIGINT)
