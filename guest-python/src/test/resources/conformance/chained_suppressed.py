try:
    {}["missing"]
except KeyError:
    raise ValueError("bad") from None
