# title: The host's own file in the workspace
# tries: to forge the session's metadata
# ends: completed | failed | error OSError | error PermissionError

import os

for name in [".metadata.json", "./.metadata.json", "folder/../.metadata.json", "/app/.metadata.json"]:
    if os.path.exists(name):
        print("ESCAPED", open(name).read())
os.makedirs(".metadata.json/inner", exist_ok=True)
with open(".metadata.json/inner/file", "w") as file:
    file.write("forged")
