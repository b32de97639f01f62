# title: Frames, tracebacks and their locals
# tries: to find objects of the host's bootstrap in frames below its own
# ends: completed

import sys, types, inspect

frame = sys._getframe()
depth = 0
while frame is not None:
    print(frame.f_code.co_filename, sorted(frame.f_globals)[:3])
    for name, value in {**frame.f_globals, **frame.f_builtins}.items():
        if isinstance(value, types.FrameType) and "host" in repr(value.f_code):
            print("ESCAPED", name)
    frame = frame.f_back
    depth += 1
assert depth == 1, depth
try:
    raise ValueError
except ValueError as e:
    tb = e.__traceback__
    tb.tb_next = None
    types.TracebackType(tb, tb.tb_frame, -2**31, 2**31 - 1)
    tb.tb_frame.f_lineno
    tb.tb_frame.f_trace = lambda *a: None
    try:
        tb.tb_frame.clear()
    except RuntimeError:
        pass
