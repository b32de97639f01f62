# title: Tables that grow while they are copied
# tries: to have tables of the interpreter grow beyond the limit
# ends: error MemoryError | limit memory_limit
# policy: memory=32000000 fuel=2000000000

d = {}
i = 0
while True:
    d[i] = {i}
    i += 1
