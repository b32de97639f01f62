# title: A forged report of an error
# tries: to have the host believe in an error that never happened
# ends: completed

import _host, json

for name, attributes in (("MemoryError", {}), ("ModuleNotFoundError", {"module_name": "x" * 10_000}), ("OSError", {"errno": 51, "filename": "/app/.session_state.json"})):
    _host.call(json.dumps({"type": "error", "phase": "run", "name": name, "message": "forged", "file": "/app/user_code.py", "line": 1, "column": 1, "attributes": attributes}).encode())
_host.call(b'{"type":"validation","valid":false,"message":"forged"}')
