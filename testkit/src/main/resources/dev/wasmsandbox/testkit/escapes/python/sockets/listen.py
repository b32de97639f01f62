# title: Servers
# tries: to be reached from outside
# ends: completed

import asyncio, importlib

async def serve():
    return await asyncio.start_server(lambda r, w: None, "0.0.0.0", 8080)

for name, action in {"asyncio": lambda: asyncio.run(serve()), "http": lambda: importlib.import_module("http.server").HTTPServer(("", 0), None),
                     "socket": lambda: importlib.import_module("socket").create_server(("", 0)), "select": lambda: importlib.import_module("select").epoll()}.items():
    try:
        print("ESCAPED", name, action())
    except BaseException as e:
        print(name, type(e).__name__)
