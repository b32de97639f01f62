# title: Generators that are running while they are taken apart
# tries: to free the frame that is being executed
# ends: completed

import sys, gc

def generator():
    me = yield
    for act in (lambda: next(me), lambda: me.close(), lambda: me.throw(ValueError), lambda: me.gi_frame.clear(), lambda: me.send(1)):
        try:
            act()
            print("ESCAPED")
        except (ValueError, RuntimeError) as e:
            print(type(e).__name__)
    sys._getframe().f_locals["me"] = None
    gc.collect()
    yield 1

g = generator()
next(g)
print(g.send(g))

class Awaitable:
    def __await__(self):
        yield from coroutine_frame

async def coroutine():
    await Awaitable()

coroutine_frame = iter(range(3))
c = coroutine()
c.send(None)
try:
    c.cr_frame.clear()
except RuntimeError as e:
    print(e)
try:
    c.send(None)
except (StopIteration, RuntimeError) as e:
    print(type(e).__name__)
