"""Search, recursion, dynamic programming, closures, decorators and a small interpreter."""

import functools
import re
from enum import Enum


def queens(n, row=0, columns=frozenset(), up=frozenset(), down=frozenset()):
    if row == n:
        return 1
    return sum(
        queens(n, row + 1, columns | {c}, up | {row + c}, down | {row - c})
        for c in range(n)
        if c not in columns and row + c not in up and row - c not in down
    )


def distance(a, b):
    before = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y)))
        before = row
    return before[-1]


def logged(function):
    calls = 0

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        nonlocal calls
        calls += 1
        wrapper.calls = calls
        return function(*args, **kwargs)

    return wrapper


@functools.lru_cache(maxsize=None)
def paths(x, y):
    return 1 if x == 0 or y == 0 else paths(x - 1, y) + paths(x, y - 1)


@logged
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def permutations(items):
    if len(items) < 2:
        yield items
        return
    for i, x in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [x, *rest]


def solve(board):
    for i, cell in enumerate(board):
        if cell == "0":
            r, c = divmod(i, 9)
            used = {board[r * 9 + k] for k in range(9)} | {board[k * 9 + c] for k in range(9)}
            used |= {board[(r // 3 * 3 + k // 3) * 9 + c // 3 * 3 + k % 3] for k in range(9)}
            for digit in "123456789":
                if digit not in used:
                    done = solve(board[:i] + digit + board[i + 1 :])
                    if done:
                        return done
            return None
    return board


class Kind(Enum):
    NUMBER = 1
    NAME = 2
    OPERATOR = 3


class Parser:
    TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|(\w+)|(.))")

    def __init__(self, text):
        self.tokens = []
        for number, name, operator in self.TOKEN.findall(text):
            if number:
                self.tokens.append((Kind.NUMBER, float(number)))
            elif name:
                self.tokens.append((Kind.NAME, name))
            else:
                self.tokens.append((Kind.OPERATOR, operator))
        self.at = 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else (None, None)

    def binary(self, operators, operand):
        left = operand()
        while True:
            kind, value = self.peek()
            if kind is not Kind.OPERATOR or value not in operators:
                return left
            self.at += 1
            left = (value, left, operand())

    def expression(self):
        return self.binary("+-", self.term)

    def term(self):
        return self.binary("*/", self.factor)

    def factor(self):
        kind, value = self.peek()
        self.at += 1
        if kind is Kind.OPERATOR and value == "(":
            inside = self.expression()
            if self.peek()[1] != ")":
                raise SyntaxError("no )")
            self.at += 1
            return inside
        if kind is None or kind is Kind.OPERATOR:
            raise SyntaxError(f"unexpected {value}")
        return value


def value(node, scope):
    match node:
        case float():
            return node
        case str():
            return scope[node]
        case ("+", left, right):
            return value(left, scope) + value(right, scope)
        case ("-", left, right):
            return value(left, scope) - value(right, scope)
        case ("*", left, right):
            return value(left, scope) * value(right, scope)
        case ("/", left, right):
            return value(left, scope) / value(right, scope)


total, errors = 0.0, {}
for i in range(120):
    for source in ("(1 + x) * (y - 3) / 2", "x * x * x - 7 * y + 12.5", "a + 1", "((x)", "2 * (3 + 4 * (x - 1))", "y / (x - x)"):
        try:
            total += value(Parser(source).expression(), {"x": i, "y": i / 2})
        except (SyntaxError, KeyError, ZeroDivisionError) as e:
            name = type(e).__name__
            errors[name] = errors.get(name, 0) + 1
world = {(x, y) for x in range(40) for y in range(40) if (x * y + x) % 3 == 0}
for _ in range(3):
    near = {}
    for x, y in world:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    cell = (x + dx) % 40, (y + dy) % 40
                    near[cell] = near.get(cell, 0) + 1
    world = {cell for cell, n in near.items() if n == 3 or (n == 2 and cell in world)}


class Timer:
    def __init__(self):
        self.entered = 0

    def __enter__(self):
        self.entered += 1
        return self

    def __exit__(self, *error):
        return error[0] is StopIteration


timer = Timer()
makers = [lambda x, k=k: x + k for k in range(5)]
counted = 0
for i in range(4000):
    with timer as t:
        counted += makers[i % 5](i)
        if i % 50 == 0:
            raise StopIteration
*front, last = [n for n in range(50)]
puzzle = "530070000600195000098000060800060003400803001700020006060000280000419005000080079"
knapsack = [0] * 800
for weight, worth in ((12, 24), (7, 13), (11, 23), (8, 15), (9, 16), (31, 64), (5, 7), (77, 190), (3, 4), (41, 90)):
    for room in range(799, weight - 1, -1):
        knapsack[room] = max(knapsack[room], knapsack[room - weight] + worth)
print(queens(6), distance("kitten sitting on the mat" * 2, "sitting kitten at the mall" * 2), paths(16, 16), fibonacci(18), fibonacci.calls, len(list(permutations([1, 2, 3, 4, 5, 6]))), solve(puzzle)[:9], round(total, 2), errors, len(world), timer.entered, counted, last, knapsack[-1])
