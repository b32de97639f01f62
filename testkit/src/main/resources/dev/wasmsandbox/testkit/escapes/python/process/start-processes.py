# title: Every way to start a process
# tries: to run a program of the host
# ends: completed

import os, subprocess, shutil

def attempt(name, action):
    try:
        got = action()
        if got not in (None, -1, 127, 1, 256):
            print("ESCAPED", name, got)
    except BaseException as e:
        print(name, type(e).__name__)

for name, arguments in {"system": ("id",), "popen": ("id",), "fork": (), "forkpty": (), "execv": ("/bin/sh", ["sh"]), "execve": ("/bin/sh", ["sh"], {}), "execvp": ("sh", ["sh"]), "spawnv": (0, "/bin/sh", ["sh"]),
                        "spawnl": (0, "/bin/sh", "sh"), "posix_spawn": ("/bin/sh", ["sh"], {}), "startfile": ("x",), "pipe": (), "openpty": ()}.items():
    attempt(name, lambda: getattr(os, name)(*arguments))
for arguments in (["id"], ["/bin/sh", "-c", "id"], ["python3", "-c", "1"]):
    attempt("run", lambda: subprocess.run(arguments, capture_output=True))
    attempt("Popen", lambda: subprocess.Popen(arguments, shell=True))
    attempt("check_output", lambda: subprocess.check_output(arguments))
try:
    import _posixsubprocess
    print("ESCAPED", _posixsubprocess)
except ImportError:
    pass
assert shutil.which("sh") is None
