# Largest singular value of an endless matrix: calls of small functions.
def element(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector, at):
    return [sum(at(i, j) * x for j, x in enumerate(vector)) for i in range(len(vector))]


def squared(vector):
    return times(times(vector, element), lambda i, j: element(j, i))


u = [1.0] * 70
for _ in range(10):
    v = squared(u)
    u = squared(v)
print(f"{(sum(a * b for a, b in zip(u, v)) / sum(b * b for b in v)) ** 0.5:.9f}")
