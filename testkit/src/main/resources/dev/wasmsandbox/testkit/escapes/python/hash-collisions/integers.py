# title: Integers that all have the same hash
# tries: to make tables of the interpreter slow
# ends: limit out_of_fuel | completed
# policy: fuel=300000000

table = {}
for i in range(100_000):
    table[i * (2 ** 31 - 1)] = i
