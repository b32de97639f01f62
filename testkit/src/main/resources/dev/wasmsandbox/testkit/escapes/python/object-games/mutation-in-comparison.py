# title: Containers that change while C code works on them
# tries: to have C code use a list, dictionary or set whose storage is gone
# ends: completed

import bisect, heapq

class Hostile:
    def __init__(self, act):
        self.act = act
    def __lt__(self, other):
        self.act()
        return True
    __gt__ = __le__ = __ge__ = __eq__ = __lt__
    def __hash__(self):
        self.act()
        return 1

def attempt(action):
    try:
        action()
    except (RuntimeError, ValueError, IndexError, TypeError, KeyError) as e:
        print(type(e).__name__)

data = []
data += [Hostile(data.clear) for _ in range(100)]
attempt(data.sort)
heap = []
heap += [Hostile(heap.clear) for _ in range(50)]
attempt(lambda: heapq.heapify(heap))
heap += [Hostile(heap.clear) for _ in range(50)]
attempt(lambda: heapq.heappop(heap))
table = {}
for i in range(20):
    attempt(lambda: table.__setitem__(Hostile(table.clear), i))
members = set()
for i in range(20):
    attempt(lambda: members.add(Hostile(members.clear)))
line = [Hostile(lambda: line.clear()) for _ in range(20)]
attempt(lambda: bisect.insort(line, Hostile(line.clear)))
attempt(lambda: line == [Hostile(line.clear)] * 20)
attempt(lambda: max([Hostile(lambda: None)] * 3))
attempt(lambda: [1].index(Hostile(lambda: None)))
iterated = {i: i for i in range(10)}
def grow():
    for key in iterated:
        iterated[key + 100] = 1
attempt(grow)
