# title: A list that grows for ever
# tries: to take memory until the host has none
# ends: error MemoryError
# policy: memory=48000000

data = []
while True:
    data.append(bytearray(100_000))
