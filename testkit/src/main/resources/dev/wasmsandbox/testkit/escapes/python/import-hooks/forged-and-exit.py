# title: A forged report with a real exit code
# tries: to turn an exit code into an error of its own wording
# ends: exited 7

import _host, json, os

_host.call(json.dumps({"type": "error", "phase": "compile", "name": "SyntaxError", "message": "forged"}).encode())
raise SystemExit(7)
