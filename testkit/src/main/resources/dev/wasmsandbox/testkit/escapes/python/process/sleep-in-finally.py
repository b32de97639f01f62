# title: Sleeping again when it is stopped
# tries: to survive the time limit by catching the stop
# ends: limit timeout
# policy: timeout=60

import time, atexit, signal

atexit.register(time.sleep, 1000)

def stay():
    try:
        time.sleep(1000)
    except BaseException:
        pass
    finally:
        stay()

while True:
    try:
        stay()
    except BaseException:
        continue
