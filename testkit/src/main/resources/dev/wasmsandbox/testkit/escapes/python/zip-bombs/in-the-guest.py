# title: A zip file of gigabytes in a kilobyte
# tries: to fill memory or disk by unpacking
# ends: completed
# policy: fuel=2000000000

import io, zipfile, zlib

made = io.BytesIO()
with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("zeros", bytes(10 << 20))
    archive.writestr("../../outside", "x")
    archive.writestr("/absolute", "x")
print(len(made.getvalue()))
with zipfile.ZipFile(made) as archive:
    try:
        archive.extractall("/app")
        print("unpacked")
    except OSError as e:
        print(type(e).__name__)
import os
for name in ("zeros", "outside", "absolute"):
    if os.path.exists(name):
        os.remove(name)
