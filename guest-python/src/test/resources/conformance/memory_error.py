try:
    [0] * 10**18
except (MemoryError, OverflowError) as error:
    print("caught")
