# title: Built-in types with other methods
# tries: to change built-in types, which all runs share with the image
# ends: completed

import gc

def replace(kind, name, value):
    for holder in gc.get_referents(kind.__dict__):
        if isinstance(holder, dict) and name in holder:
            holder[name] = value
            return True
    return False

changed = [replace(str, "upper", lambda self: "poisoned"), replace(list, "append", lambda self, x: None), replace(dict, "get", lambda *a: "poisoned"),
           replace(int, "bit_length", lambda self: -1), replace(type, "mro", lambda self: [])]
print(changed, "x".upper())
