# title: A lack of memory that is handled for ever
# tries: to keep the host busy granting and refusing memory
# ends: limit out_of_fuel | completed
# policy: memory=40000000 fuel=100000000

rounds = 0
while rounds < 3000:
    try:
        data = []
        while True:
            data.append(bytearray(4_000_000))
    except MemoryError:
        rounds += 1
