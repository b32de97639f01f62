# title: A shared library in the workspace
# tries: to load native code from a file that it wrote
# ends: completed

import importlib.machinery, importlib.util, _imp

elf = b"\x7fELF\x02\x01\x01" + bytes(4096)
for suffix in [".so", ".cpython-313-x86_64-linux-gnu.so", ".abi3.so", ".pyd", ".dylib", ".wasm"]:
    with open("native" + suffix, "wb") as file:
        file.write(elf)
print(importlib.machinery.EXTENSION_SUFFIXES)
try:
    loader = importlib.machinery.ExtensionFileLoader("native", "/app/native.so")
    spec = importlib.util.spec_from_file_location("native", "/app/native.so", loader=loader)
    module = importlib.util.module_from_spec(spec)
    print("ESCAPED", module)
except (ImportError, AttributeError) as e:
    print(type(e).__name__)
try:
    _imp.create_dynamic(spec)
    print("ESCAPED", "create_dynamic")
except Exception as e:
    print(type(e).__name__)
