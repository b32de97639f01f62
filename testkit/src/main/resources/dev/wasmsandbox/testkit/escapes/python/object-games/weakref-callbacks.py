# title: Weak references that fire in the middle
# tries: to use an object while it is torn down
# ends: completed

import weakref, gc

class Node:
    pass

def strike(ref):
    table.clear()
    gc.collect()
    made.append(Node())

made = []
table = weakref.WeakValueDictionary()
refs = []
for i in range(200):
    node = Node()
    node.loop = node
    table[i] = node
    refs.append(weakref.ref(node, strike))
    weakref.finalize(node, strike, None)
del node
gc.collect()
proxy = weakref.proxy(made[0]) if made else None
made.clear()
gc.collect()
try:
    proxy.anything
except (ReferenceError, AttributeError) as e:
    print(type(e).__name__)
