"""Coroutines, generators as pipelines, abstract classes, descriptors, bytes and bits of the standard library."""

import abc
import base64
import re
import struct
from collections import deque
from contextlib import contextmanager
from typing import Iterable


class Missing(LookupError):
    pass


class Pause:
    def __await__(self):
        yield


async def fetch(n):
    await Pause()
    if n % 13 == 0:
        raise Missing(f"page {n} is missing")
    return {"n": n, "items": [n * 5 + i for i in range(5)]}


async def pages(count):
    for n in range(1, count + 1):
        try:
            yield await fetch(n)
        except Missing as e:
            yield {"n": n, "items": [], "error": str(e)}


async def main():
    found = missing = 0
    async for page in pages(250):
        found += len(page["items"])
        missing += "error" in page
    return found, missing


def run(*coroutines):
    """In turns until all have ended; what each returned or raised."""
    waiting = deque(enumerate(coroutines))
    results = [None] * len(waiting)
    while waiting:
        number, coroutine = waiting.popleft()
        try:
            coroutine.send(None)
        except StopIteration as e:
            results[number] = e.value
        except Missing as e:
            results[number] = e
        else:
            waiting.append((number, coroutine))
    return results


class Shape(abc.ABC):
    registry = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Shape.registry[cls.__name__.lower()] = cls

    @abc.abstractmethod
    def area(self): ...

    def __lt__(self, other):
        return self.area() < other.area()

    @classmethod
    def of(cls, text):
        kind, *sizes = text.split()
        return cls.registry[kind](*map(float, sizes))


class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return getattr(instance, self.name)

    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError(value)
        setattr(instance, self.name, value)


class Circle(Shape):
    radius = Positive()

    def __init__(self, radius):
        self.radius = radius

    def area(self):
        return 3.14159 * self.radius**2


class Box(Shape):
    width = Positive()
    height = Positive()

    def __init__(self, width, height):
        self.width, self.height = width, height

    def area(self):
        return self.width * self.height


def lines(count: int) -> Iterable[str]:
    for i in range(count):
        level = ("INFO", "WARN", "ERROR")[i * i % 3]
        yield f"2024-05-{1 + i % 28:02d} 12:{i % 60:02d}:00 [{level}] worker-{i % 7}: took {i * 37 % 1000} ms"


LOG = re.compile(r"(\S+) (\S+) \[(\w+)\] ([\w-]+): took (\d+) ms")


def parsed(source):
    for line in source:
        if m := LOG.match(line):
            day, time, level, worker, ms = m.groups()
            yield {"day": day, "level": level, "worker": worker, "ms": int(ms)}


def slow(records, least):
    return (r for r in records if r["ms"] >= least)


@contextmanager
def collecting(into):
    try:
        yield into.append
    finally:
        into.sort()


summary = {}
for record in slow(parsed(lines(2500)), 200):
    key = record["worker"], record["level"]
    count, most = summary.get(key, (0, 0))
    summary[key] = count + 1, max(most, record["ms"])
shapes = [Shape.of(f"circle {i % 9 + 1}" if i % 2 else f"box {i % 7 + 1} {i % 5 + 1}") for i in range(1500)]
shapes.sort()
refused = 0
for size in range(-300, 300):
    try:
        Circle(size)
    except ValueError:
        refused += 1
names = []
with collecting(names) as add:
    for shape in shapes[:500]:
        add(type(shape).__name__ + str(round(shape.area())))
packed = b"".join(struct.pack("<IHf", i, i % 7, i / 3) for i in range(1500))
unpacked = sum(i + small for i, small, _ in struct.iter_unpack("<IHf", packed))
encoded = base64.b64encode(packed)
digest = sum(encoded) % 65521
bits = [f"{n:b}".count("1") for n in range(4000)]
buffer = bytearray()
for n in range(4000):
    buffer.append(n & 0xFF)
    if len(buffer) > 64:
        del buffer[:32]


class Stack:
    def __init__(self, *items):
        self._items = list(items)

    def push(self, item):
        self._items.append(item)

    def pop(self):
        return self._items.pop()

    def __bool__(self):
        return bool(self._items)

    def __getitem__(self, index):
        return self._items[index]


stack = Stack(1)
steps = 0
while stack and steps < 8000:
    n = stack.pop()
    steps += 1
    if n < 4000:
        stack.push(n * 2)
        stack.push(n * 2 + 1)
pages_read, *fetched = run(main(), *(fetch(n) for n in range(200)))
print(pages_read, sum(1 for f in fetched if isinstance(f, dict)), len(summary), refused, names[0], unpacked, digest, sum(bits), len(buffer), steps)
