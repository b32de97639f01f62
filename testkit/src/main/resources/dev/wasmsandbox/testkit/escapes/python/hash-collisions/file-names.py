# title: File names that collide in the host's tables
# tries: to make the host's directories slow
# ends: completed
# policy: files=3000

import itertools, os

for parts in itertools.product(("Aa", "BB"), repeat=11):
    open("".join(parts), "x").close()
assert len(os.listdir()) > 2000
for parts in itertools.product(("Aa", "BB"), repeat=11):
    os.remove("".join(parts))
