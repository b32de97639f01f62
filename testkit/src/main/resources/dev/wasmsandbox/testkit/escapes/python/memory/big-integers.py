# title: Integers of millions of digits
# tries: to have one instruction of the guest take hours
# ends: limit out_of_fuel | error MemoryError | error ValueError
# policy: fuel=200000000

x = 7
while True:
    x = x ** 7
