"""Arithmetic: integers, floating point, bits, lists of numbers, large integers."""

import math
from functools import reduce


def primes(limit):
    composite = bytearray(limit + 1)
    found = []
    for i in range(2, limit + 1):
        if not composite[i]:
            found.append(i)
            for j in range(i * i, limit + 1, i):
                composite[j] = 1
    return found


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def multiply(a, b):
    n = len(a)
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            total = 0
            for k in range(n):
                total += a[i][k] * b[k][j]
            c[i][j] = total
    return c


def mandelbrot(size, limit):
    inside = 0
    for y in range(size):
        for x in range(size):
            cr, ci = 3 * x / size - 2, 2 * y / size - 1
            zr = zi = 0.0
            n = 0
            while n < limit and zr * zr + zi * zi < 4:
                zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
                n += 1
            if n == limit:
                inside += 1
    return inside


def crc32(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0xEDB88320 if crc & 1 else crc >> 1
    return crc ^ 0xFFFFFFFF


def simpson(f, a, b, n):
    h = (b - a) / n
    total = f(a) + f(b)
    for i in range(1, n):
        total += f(a + i * h) * (4 if i % 2 else 2)
    return total * h / 3


def is_prime(n):
    if n < 2:
        return False
    for d in range(2, math.isqrt(n) + 1):
        if n % d == 0:
            return False
    return True


collatz = 0
for n in range(1, 2500):
    m = n
    while m != 1:
        m = m // 2 if m % 2 == 0 else 3 * m + 1
        collatz += 1
common = sum(1 for a in range(1, 120) for b in range(1, 120) if gcd(a, b) == 1)
matrix = [[(i * j) % 7 for j in range(36)] for i in range(36)]
product = multiply(matrix, multiply(matrix, matrix))
transposed = list(zip(*matrix))
digits = len(str(math.factorial(400)))
modular = pow(3, 10**6, 10**9 + 7)
values = [math.sin(i) * 100 for i in range(4000)]
mean = sum(values) / len(values)
deviation = math.sqrt(sum((v - mean) ** 2 for v in values) / len(values))
cents = sum(round(i / 7, 2) for i in range(4000))
largest = reduce(lambda a, b: a if a > b else b, values)
found = len([n for n in range(5000) if is_prime(n)])
print(len(primes(100000)), collatz, common, product[7][9], transposed[3][:4], mandelbrot(45, 50), hex(crc32(b"model" * 800)))
print(f"{simpson(lambda x: math.exp(-x * x), 0, 3, 8000):.9f}", digits, modular, f"{deviation:.6f}", f"{cents:.2f}", f"{largest:.4f}", found, round(sorted(values)[100], 4))
