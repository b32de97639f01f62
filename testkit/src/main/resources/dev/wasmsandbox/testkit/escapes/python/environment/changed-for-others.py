# title: Variables that are set for the next run
# tries: to have the next run start with other variables
# ends: completed

import os

for name, value in (("PYTHONSTARTUP", "/app/evil.py"), ("PYTHONPATH", "/app"), ("PYTHONHASHSEED", "1"), ("LC_ALL", "evil"), ("X" * 100_000, "y" * 100_000), ("PYTHONINSPECT", "1")):
    try:
        os.environ[name] = value
        os.putenv(name, value)
    except (OSError, ValueError) as e:
        print(type(e).__name__)
