import atexit

atexit.register(print, "handler")
try:
    raise SystemExit(7)
finally:
    print("finally")
