# title: Finders and loaders of its own
# tries: to be asked for modules that the host's part imports when it reports
# ends: error ValueError

import sys, builtins

class Finder:
    def find_spec(self, name, path=None, target=None):
        sys.stdout.write(f"asked for {name}\n")
        raise SystemExit(0)
    def __getattr__(self, name):
        raise SystemExit(0)

sys.meta_path[:] = [Finder()]
sys.path_hooks[:] = [Finder()]
sys.path_importer_cache.clear()
for name in list(sys.modules):
    if name not in ("sys", "builtins", "__main__"):
        del sys.modules[name]
builtins.__import__ = lambda *a, **k: (_ for _ in ()).throw(SystemExit(0))
raise ValueError("after the import system is gone")
