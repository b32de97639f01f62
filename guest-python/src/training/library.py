"""What programs take from the standard library: copies, pickles, differences, templates, random numbers, syntax trees."""

import ast
import copy
import difflib
import html
import io
import pickle
import random
import urllib.parse
from collections import ChainMap, deque
from itertools import accumulate, chain, groupby, product, zip_longest
from operator import attrgetter
from string import Template


class Item:
    def __init__(self, name, price, parts=()):
        self.name = name
        self.price = price
        self.parts = list(parts)

    def __eq__(self, other):
        return self.__dict__ == other.__dict__

    def __str__(self):
        return f"{self.name} at {self.price:.2f}"


items = [Item(f"item {i}", i * 1.25, [f"part {n}" for n in range(i % 6)]) for i in range(250)]
stored = 0
for protocol in (2, 4, 5):
    data = pickle.dumps({"items": items, "seen": {1, 2, 3}, "pair": (None, True), "raw": b"\0" * 40, "big": 2**70}, protocol)
    back = pickle.loads(data)
    stored += len(data) + (back["items"] == items)
shallow = [copy.copy(item) for item in items]
deep = copy.deepcopy(items[:80])
text = "\n".join(str(item) for item in items)

before = text.splitlines()[:60]
after = [line.replace("1", "one") if n % 9 == 0 else line for n, line in enumerate(before)]
changes = sum(1 for line in difflib.unified_diff(before, after, lineterm="") if line[0] in "+-")

random.seed(11)
deck = list(range(52)) * 20
random.shuffle(deck)
hands = [random.sample(deck, 5) for _ in range(300)]
gauss = sum(random.gauss(0, 1) for _ in range(3000))
walk = list(accumulate(random.choice((-1, 1)) for _ in range(4000)))
rolls = random.choices("abc", weights=[1, 2, 3], k=2000)

code = "\n".join(f"def f{n}(a, b={n}):\n    return [x * a for x in range(b) if x % 2]" for n in range(40))
module = ast.parse(code)
functions = [node.name for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
space = {}
exec(compile(module, "<made>", "exec"), space)
made = sum(len(space[name](2)) for name in functions)

links = [urllib.parse.urlencode({"q": item.name, "page": n}) for n, item in enumerate(items)]
queries = [urllib.parse.parse_qs(link)["q"][0] for link in links]
escaped = html.unescape(html.escape(text + "<&>"))
letter = Template("Dear $name, you owe $amount.")
letters = [letter.substitute(name=item.name, amount=item.price) for item in items]
settings = ChainMap({"a": 1}, {"b": 2}, {"a": 3, "c": 4})
chosen = sum(settings[key] for _ in range(800) for key in "abc")
recent = deque(maxlen=50)
for pair in chain(product(range(30), repeat=2), zip_longest(range(20), range(30), fillvalue=0)):
    recent.append(pair)
runs = [(key, len(list(run))) for key, run in groupby(rolls)]
cheapest = min(items, key=attrgetter("price"))
out = io.StringIO()
print(*range(200), sep=", ", file=out)
for width in range(1, 120):
    out.write("%5.1f %-8s %03d|" % (width / 3, "ab"[width % 2], width))
    out.write("{:>{w}}".format("x", w=width % 20))
print(stored, len(shallow), len(deep), changes, len(hands), len(walk), round(gauss, 3), made, len(queries), len(escaped), len(letters), chosen, recent[0], len(runs), cheapest, len(out.getvalue()))
