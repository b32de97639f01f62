import sys
import traceback


def fail():
    raise LookupError("found nothing")


try:
    fail()
except LookupError:
    traceback.print_exc(file=sys.stdout)
    print(traceback.format_exc().count("\n"))
