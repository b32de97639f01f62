# title: Classes whose bases change while they are looked at
# tries: to have an attribute looked up in a table of bases that was replaced
# ends: completed

class Base:
    pass

class Other:
    x = 2

class Meta(type):
    def mro(cls):
        if getattr(cls, "ready", False):
            cls.__bases__ = (Other,) if cls.__bases__ == (Base,) else (Base,)
        return type.mro(cls)
    def __getattribute__(cls, name):
        return type.__getattribute__(cls, name)

class Victim(Base, metaclass=Meta):
    pass

Victim.ready = True
for _ in range(10):
    try:
        Victim.__bases__ = (Other,)
        Victim.x
    except (TypeError, AttributeError, RecursionError) as e:
        print(type(e).__name__)

class Key:
    def __hash__(self):
        return hash("x")
    def __eq__(self, other):
        try:
            Thing.__bases__ = (Other,)
        except TypeError:
            pass
        return True

Thing = type("Thing", (Base,), {Key(): 0})
for _ in range(5):
    try:
        Thing().x
    except AttributeError as e:
        print(type(e).__name__)
