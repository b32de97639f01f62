# title: Format strings that grow by themselves
# tries: to have one call of format make gigabytes
# ends: completed
# policy: memory=48000000 fuel=4000000000

import string

def attempt(action):
    try:
        action()
    except (MemoryError, ValueError, OverflowError, RecursionError, KeyError, IndexError) as e:
        print(type(e).__name__)

attempt(lambda: "{0:{1}}".format("x", 10 ** 9))
attempt(lambda: "%0*d" % (10 ** 9, 1))
attempt(lambda: f"{1:>{10 ** 9}}")
attempt(lambda: ("{0}" * 100_000).format("x" * 100_000))
attempt(lambda: string.Template("$a" * 100_000).substitute(a="x" * 100_000))
attempt(lambda: ("%s" * 10_000) % (("x" * 100_000,) * 10_000))
attempt(lambda: "x".join(["y" * 100_000] * 100_000))
