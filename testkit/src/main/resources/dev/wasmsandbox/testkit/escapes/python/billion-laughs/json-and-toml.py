# title: Numbers and texts that grow when they are read
# tries: to have a short text become a number of millions of digits
# ends: completed | limit out_of_fuel
# policy: fuel=1000000000

import json, tomllib, decimal, fractions, ast

def attempt(action):
    try:
        action()
        print("read")
    except (ValueError, MemoryError, OverflowError, decimal.DecimalException, RecursionError) as e:
        print(type(e).__name__)

attempt(lambda: json.loads("9" * 1_000_000))
attempt(lambda: json.loads("1e999999999"))
attempt(lambda: tomllib.loads("x = " + "9" * 1_000_000))
attempt(lambda: tomllib.loads("x = " + "[" * 10_000))
attempt(lambda: int(decimal.Decimal("1e999999999999")))
attempt(lambda: fractions.Fraction("1e9999999"))
attempt(lambda: ast.literal_eval("9" * 1_000_000))
attempt(lambda: str(7 ** 1_000_000))
