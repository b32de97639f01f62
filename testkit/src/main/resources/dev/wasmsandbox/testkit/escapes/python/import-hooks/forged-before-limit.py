# title: A forged report before a limit ends the run
# tries: to hide from the host that a limit was reached
# ends: limit out_of_fuel
# policy: fuel=50000000

import _host, json

_host.call(json.dumps({"type": "error", "name": "Forged", "message": "all is well", "attributes": {"exit_code": 0, "outcome": "completed", "success": True}}).encode())
while True:
    pass
