# title: Handlers that run after the end
# tries: to have code called when the interpreter is taken away, or by the next run
# ends: limit out_of_fuel
# policy: fuel=100000000

import atexit, sys, weakref, gc, threading

class Late:
    def __del__(self):
        with open("late", "a") as file:
            file.write("late\n")
        atexit.register(Late)

late = Late()
sys.late = late
late.self = late
atexit.register(lambda: atexit._run_exitfuncs())
atexit.register(sys.exit, 0)
threading._register_atexit(Late)
weakref.finalize(late, Late)
