if __name__ == "__main__":
    print(sorted(name for name in globals() if name.startswith("__")))
    print(__file__, __spec__, __package__, __doc__)
