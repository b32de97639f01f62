# title: A compiled pattern that no compiler made
# tries: to have the matching engine run code of its own choice
# ends: completed | limit out_of_fuel
# policy: fuel=400000000

import _sre, random

dice = random.Random(6)
for _ in range(3000):
    code = [dice.choice([0, 1, 2, 5, 14, 20, 43, 1000, 2 ** 32 - 1, dice.randrange(60)]) for _ in range(dice.randrange(1, 20))]
    try:
        _sre.compile("forged", 0, code, dice.randrange(5), {}, ()).match("aaaa")
    except (RuntimeError, ValueError, TypeError, OverflowError, MemoryError):
        pass
print("alive")
