# title: Facts about the machine
# tries: to learn the host's name, users, processes and processors
# ends: completed

import os, platform, sys, getpass

facts = [platform.uname(), sys.platform, sys.executable, sys.argv, os.getcwd(), os.name]
for name in ("getuid", "getpid", "getppid", "getlogin", "uname", "ctermid", "getgroups", "cpu_count", "getloadavg", "sysconf_names", "confstr", "statvfs"):
    function = getattr(os, name, None)
    try:
        facts.append((name, function() if callable(function) else None))
    except (OSError, TypeError) as e:
        facts.append((name, type(e).__name__))
text = repr(facts)
for word in ("linux", "x86_64", "aarch64", "darwin", "root", "/home", "java"):
    assert word not in text.lower(), (word, text)
try:
    print(getpass.getuser())
except (OSError, KeyError, ImportError) as e:
    print(type(e).__name__)
