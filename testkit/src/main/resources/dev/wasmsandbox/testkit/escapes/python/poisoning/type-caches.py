# title: Caches of attributes and specialised code
# tries: to have the next run use what was cached for other types
# ends: completed
# policy: fuel=2000000000

class Cached:
    value = 1
    def method(self):
        return self.value

def hot(x):
    return x.method()

for i in range(5000):
    hot(Cached())
    Cached.value = i
    if i % 100 == 0:
        Cached.method = (lambda n: lambda self: n)(i)
    str.__len__("x" * (i % 10))
import re, json, functools
for i in range(600):
    re.compile(f"poison{i}")
re._cache["poison"] = "poison"
json.JSONEncoder.default = lambda self, x: "poison"
print("done")
