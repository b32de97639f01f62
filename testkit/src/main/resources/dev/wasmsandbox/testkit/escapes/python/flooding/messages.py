# title: Ten thousands of messages
# tries: to have the host work for each message without paying for it
# ends: limit out_of_fuel
# policy: fuel=200000000

import _host

message = b'{"type":"error","message":"' + b"x" * 60_000 + b'"}'
while True:
    _host.call(message)
