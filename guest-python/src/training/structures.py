"""Data structures: trees, heaps, graphs, linked lists, queues, iterators and generators."""

import bisect
import heapq
import itertools
from collections import OrderedDict, deque


class Node:
    __slots__ = ("key", "value", "left", "right")

    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.left = None
        self.right = None


class Tree:
    def __init__(self):
        self.root = None
        self.size = 0

    def insert(self, key, value):
        if self.root is None:
            self.root = Node(key, value)
            self.size = 1
            return
        at = self.root
        while True:
            if key == at.key:
                at.value = value
                return
            side = "left" if key < at.key else "right"
            child = getattr(at, side)
            if child is None:
                setattr(at, side, Node(key, value))
                self.size += 1
                return
            at = child

    def __iter__(self):
        yield from self._walk(self.root)

    def _walk(self, node):
        if node is not None:
            yield from self._walk(node.left)
            yield node.key, node.value
            yield from self._walk(node.right)

    def __len__(self):
        return self.size

    def __contains__(self, key):
        at = self.root
        while at is not None and at.key != key:
            at = at.left if key < at.key else at.right
        return at is not None


class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def __eq__(self, other):
        return isinstance(other, Vector) and self.x == other.x and self.y == other.y

    def __hash__(self):
        return hash((self.x, self.y))

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"


class LinkedList:
    class Link:
        def __init__(self, value, following):
            self.value = value
            self.following = following

    def __init__(self, values=()):
        self.head = None
        for value in values:
            self.head = self.Link(value, self.head)

    def reverse(self):
        before, at = None, self.head
        while at:
            at.following, before, at = before, at, at.following
        self.head = before

    def __iter__(self):
        at = self.head
        while at:
            yield at.value
            at = at.following


class LruCache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.entries = OrderedDict()
        self.hits = 0

    def get(self, key, make):
        if key in self.entries:
            self.entries.move_to_end(key)
            self.hits += 1
        else:
            self.entries[key] = make(key)
            if len(self.entries) > self.capacity:
                self.entries.popitem(last=False)
        return self.entries[key]


def graph(n):
    return {i: [((i * 7 + 1) % n, 1 + i % 9), ((i * 3 + 2) % n, 2 + i % 5), ((i + 1) % n, 11)] for i in range(n)}


def shortest(edges, start):
    distance = {start: 0}
    queue = [(0, start)]
    while queue:
        d, at = heapq.heappop(queue)
        if d > distance.get(at, float("inf")):
            continue
        for to, weight in edges[at]:
            total = d + weight
            if total < distance.get(to, float("inf")):
                distance[to] = total
                heapq.heappush(queue, (total, to))
    return max(distance.values())


tree = Tree()
k = 17
for i in range(4000):
    tree.insert(k % 5000, f"v{i}")
    k = k * 48271 % 2147483647
shown = sum(key for key, value in tree if value.endswith("7"))
inside = sum(1 for n in range(3000) if n in tree)
grid = ["".join("#" if (x * 7 + y * 13) % 5 == 0 else "." for x in range(50)) for y in range(50)]
seen = {(0, 1)}
queue = deque([(0, 1, 0)])
far = 0
while queue:
    x, y, d = queue.popleft()
    far = max(far, d)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        nx, ny = x + dx, y + dy
        if 0 <= nx < 50 and 0 <= ny < 50 and grid[ny][nx] == "." and (nx, ny) not in seen:
            seen.add((nx, ny))
            queue.append((nx, ny, d + 1))
total = Vector(0, 0)
for i in range(6000):
    total = total + Vector(i, -i) * 2
points = {Vector(i % 50, i % 7) for i in range(4000)}
items = LinkedList(range(6000))
items.reverse()
cache = LruCache(64)
for i in range(8000):
    cache.get(i * i % 97, lambda key: key + 1)
ordered = []
for i in range(3000):
    bisect.insort(ordered, i * 7919 % 3001)
squares = [n * n for n in itertools.islice(itertools.count(), 6000) if n % 3]
pairs = list(itertools.combinations(range(60), 2))
groups = {key: len(list(group)) for key, group in itertools.groupby(sorted(range(2000), key=lambda n: n % 9), key=lambda n: n % 9)}
print(len(tree), shown, inside, shortest(graph(1000), 0), len(seen), far, total, len(points), next(iter(items)), cache.hits, ordered[5], squares[-1], len(pairs), groups[4])
