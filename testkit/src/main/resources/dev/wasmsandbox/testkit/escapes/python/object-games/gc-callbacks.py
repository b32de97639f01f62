# title: Callbacks and referrers of the collector
# tries: to get hold of half-made objects while the collector runs
# ends: completed | error RecursionError

import gc

seen = []
gc.callbacks.append(lambda phase, info: seen.append((phase, len(gc.get_objects()))))
gc.set_threshold(1, 1, 1)

class Phoenix:
    graves = []
    def __init__(self):
        self.self = self
    def __del__(self):
        Phoenix.graves.append(self)
        self.self = gc.get_referrers(self)

for _ in range(50):
    Phoenix()
gc.set_threshold(1000, 10, 10)
gc.collect()
gc.set_debug(gc.DEBUG_SAVEALL)
for _ in range(3):
    Phoenix()
    gc.collect()
gc.set_debug(0)
gc.unfreeze()
gc.collect()
print(len(Phoenix.graves) > 0, len(seen) > 0)
