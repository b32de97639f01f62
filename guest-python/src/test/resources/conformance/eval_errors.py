import traceback

for source in ("1 +", "1/0", "x"):
    try:
        eval(source)
    except Exception:
        traceback.print_exc()
exec("def f():\n    raise KeyError('in exec')\nf()")
