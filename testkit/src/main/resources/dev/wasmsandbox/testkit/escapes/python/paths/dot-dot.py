# title: Dot-dot in every spelling
# tries: to climb out of the workspace and on to the host's root
# ends: completed

import os

climbs = ["../" * n + "@OUTSIDE@"[1:] + "/secret.txt" for n in (1, 2, 8, 64)]
climbs += ["/app" + "/.." * n + "@OUTSIDE@/secret.txt" for n in (1, 2, 8, 64)]
climbs += ["folder/../../../../../../../../etc/passwd", "./.././.././../etc/passwd", "..//..//..//etc/passwd",
           "folder/./../.././../etc/passwd", "/../etc/passwd", "//etc/passwd", "///../../etc/passwd", "/app/..", "../..//",
           "....//....//etc/passwd", "..\\..\\..\\etc\\passwd", "%2e%2e/%2e%2e/etc/passwd", "\uff0e\uff0e/etc/passwd"]
for path in climbs:
    try:
        with open(path) as file:
            print("ESCAPED", path, file.read(10))
    except OSError:
        pass
    try:
        if os.path.isfile(path):
            print("ESCAPED", path, os.stat(path))
    except ValueError:
        pass
