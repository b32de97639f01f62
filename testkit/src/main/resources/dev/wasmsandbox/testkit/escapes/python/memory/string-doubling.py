# title: Strings that double
# tries: to have one operation ask for gigabytes
# ends: error MemoryError | error OverflowError
# policy: memory=48000000

s = "ab"
while True:
    s = s.replace("a", s) if len(s) < 1000 else s + s
