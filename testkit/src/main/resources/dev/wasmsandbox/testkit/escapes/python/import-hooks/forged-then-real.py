# title: A real error after a forged one
# tries: to have the host keep the forged report
# ends: error ZeroDivisionError

import _host, json

_host.call(json.dumps({"type": "error", "name": "Forged", "message": "forged"}).encode())
1 / 0
