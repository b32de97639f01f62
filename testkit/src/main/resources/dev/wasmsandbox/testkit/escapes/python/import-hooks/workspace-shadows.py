# title: Modules of the workspace that shadow the library
# tries: to have the host's part of the interpreter import a file of the guest
# ends: error RuntimeError

import sys

for name in ("os", "io", "encodings", "traceback", "linecache", "json", "_host", "codecs", "site", "sitecustomize", "usercustomize", "tokenize", "_bootlocale", "abc", "re"):
    with open(name + ".py", "w") as file:
        file.write("print('shadow of', __name__)\nraise SystemExit(0)\n")
    sys.modules.pop(name, None) if name not in ("io", "codecs", "abc", "encodings") else None
raise RuntimeError("reported by the real modules")
