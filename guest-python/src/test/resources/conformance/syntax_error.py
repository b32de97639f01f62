print("never printed")
total = 3 +
