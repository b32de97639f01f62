def collatz(n):
    steps = 0
    while n != 1:
        if n % 2 == 1:
            n = 3 * n + 1
        else:
            n = n // 2
        steps = steps + 1
    return steps


most = 0
for n in range(1, 3000):
    steps = collatz(n)
    if steps > most:
        most = steps
print(most)
