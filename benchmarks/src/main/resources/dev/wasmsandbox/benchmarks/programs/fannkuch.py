# Flips of pancakes over all permutations: work on small lists.
def flips_of(order):
    flips = 0
    while (first := order[0]) != 0:
        order[: first + 1] = order[first::-1]
        flips += 1
    return flips


def fannkuch(n):
    order, counts, most = list(range(n)), [0] * n, 0
    while True:
        most = max(most, flips_of(order[:]))
        for i in range(1, n):
            order[: i + 1] = order[1 : i + 1] + order[:1]
            counts[i] += 1
            if counts[i] <= i:
                break
            counts[i] = 0
        else:
            return most


print(fannkuch(8))
