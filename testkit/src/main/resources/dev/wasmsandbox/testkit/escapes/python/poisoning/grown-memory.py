# title: Memory beyond the image filled with marks
# tries: to have the next run get memory with its marks in it
# ends: completed
# policy: memory=100000000

data = [b"poison! " * 100_000 for _ in range(60)]
print(len(data))
