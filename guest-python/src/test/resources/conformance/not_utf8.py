print("a")
print("ÿ")
