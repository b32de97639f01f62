class Closer:
    def __del__(self):
        print("finalized")


def generator():
    try:
        yield 1
    finally:
        print("generator closed")


keep = Closer()
pending = generator()
next(pending)
print("done")
