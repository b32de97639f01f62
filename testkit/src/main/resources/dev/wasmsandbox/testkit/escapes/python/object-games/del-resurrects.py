# title: Finalizers that bring back and replace
# tries: to have a type confused by an object whose class changes while it dies
# ends: completed

class A:
    __slots__ = ("x", "y")

class B:
    __slots__ = ("y", "x")
    def __del__(self):
        kept.append(self)
        try:
            self.__class__ = A
        except TypeError as e:
            print("refused")

class C(int):
    def __del__(self):
        kept.append(self)
        self.__class__ = D

class D(int):
    pass

kept = []
for _ in range(100):
    B().x = 1
    C(5)
for item in kept[:]:
    try:
        item.x
    except AttributeError:
        pass
for kind, value in ((int, 5), (str, "s"), (type, int), (tuple, ()), (list, [])):
    try:
        value.__class__ = A
        print("ESCAPED", kind)
    except TypeError:
        pass
