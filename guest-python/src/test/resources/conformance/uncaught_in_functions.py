def outer(values):
    return inner(values)


def inner(values):
    total = 0
    for value in values:
        total += value / (value - 3)
    return total


print("before")
outer([1, 2, 3])
