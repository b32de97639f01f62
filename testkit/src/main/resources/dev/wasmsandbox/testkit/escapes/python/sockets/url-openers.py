# title: URLs of all kinds
# tries: to have a library open a file or an address for it
# ends: completed
# policy: fuel=3000000000

import importlib

try:
    request = importlib.import_module("urllib.request")
except ImportError as e:
    print(type(e).__name__)
else:
    for url in ("file:///etc/passwd", "file://@OUTSIDE@/secret.txt", "http://localhost/", "ftp://localhost/", "data:text/plain,x", "local_file:///etc/passwd", "url:file:///etc/passwd", "http://[::1]/"):
        try:
            with request.urlopen(url, timeout=1) as answer:
                data = answer.read()
                print("ESCAPED" if data != b"x" else "data", url)
        except Exception as e:
            print(url[:10], type(e).__name__)
