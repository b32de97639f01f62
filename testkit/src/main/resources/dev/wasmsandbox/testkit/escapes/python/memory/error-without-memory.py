# title: An error that needs memory to be told when there is none
# tries: to have the report of an error fail
# ends: error MemoryError | limit memory_limit | error Greedy
# policy: memory=32000000

kept = []

class Greedy(Exception):
    def __str__(self):
        while True:
            kept.append(bytearray(1000))

try:
    while True:
        kept.append(bytearray(100_000))
except MemoryError:
    raise Greedy()
