# title: The variables of the host's process
# tries: to read what the host was told in its environment
# ends: completed

import os, sysconfig, locale, getpass, posix

found = dict(os.environ) | {k.decode(): v.decode() for k, v in posix.environ.items()}
for name in ("PATH", "HOME", "USER", "HOST_SECRET", "LD_PRELOAD", "LANG", "JAVA_HOME", "PWD", "TMPDIR"):
    assert name not in found, name
    assert os.getenv(name) is None
assert set(found) <= {"PYTHONUTF8", "LC_ALL", "PYTHONIOENCODING", "PYTHONHASHSEED"}, found
print(os.path.expanduser("~"), os.path.expandvars("$HOME"))
