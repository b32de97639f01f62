# title: Archives in archives
# tries: to have an import or a library unpack without end
# ends: completed | limit out_of_fuel | error MemoryError
# policy: fuel=1000000000

import io, zipfile, sys

data = b"x" * 100_000
for _ in range(20):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(10):
            archive.writestr(f"inner{i}.zip", data)
    data = made.getvalue()
with open("module.zip", "wb") as file:
    file.write(data)
sys.path.insert(0, "/app/module.zip")
sys.path.insert(0, "/app/module.zip/inner0.zip")
try:
    import inner0
except ImportError as e:
    print(type(e).__name__)
