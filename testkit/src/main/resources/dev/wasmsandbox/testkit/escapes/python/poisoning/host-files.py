# title: Files that the host takes for its own
# tries: to have the next run, or the host, load settings or code from the workspace
# ends: completed

import os

for name in ("user_code.py", "sitecustomize.py", "usercustomize.py", "pyvenv.cfg", "python313._pth", ".env", ".session_state.json", "__main__.py", "__init__.py", "user_code.js",
             "core", "hs_err_pid1.log", "policy.toml"):
    with open(name, "w") as file:
        file.write("poison = True\n")
os.makedirs(".staging/session", exist_ok=True)
with open(".staging/session/file", "w") as file:
    file.write("poison")
