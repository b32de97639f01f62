# title: Endless standard output
# tries: to fill the host's memory with output
# ends: limit out_of_fuel
# policy: stdout=1000 fuel=300000000

while True:
    print("flood" * 1000)
