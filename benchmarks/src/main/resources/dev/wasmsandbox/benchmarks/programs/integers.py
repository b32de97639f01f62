# Loops over integers, small and large.
def collatz(n):
    steps = 0
    while n != 1:
        n = 3 * n + 1 if n & 1 else n >> 1
        steps += 1
    return steps


print(max(collatz(n) for n in range(1, 5000)), 3**20_000 % 10**9)
