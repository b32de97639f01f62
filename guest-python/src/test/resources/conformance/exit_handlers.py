import atexit


def first():
    print("first registered, last run")


def failing():
    raise RuntimeError("in a handler")


atexit.register(first)
atexit.register(failing)
print("end of program")
