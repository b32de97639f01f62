class Noisy:
    def __del__(self):
        raise ValueError("while dying")


noisy = Noisy()
del noisy
print("goes on")
