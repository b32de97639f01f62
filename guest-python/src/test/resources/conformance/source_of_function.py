import inspect


def documented(a, b=2, *, c):
    """Says so."""
    return a, b, c


print(inspect.getsource(documented))
print(inspect.signature(documented))
