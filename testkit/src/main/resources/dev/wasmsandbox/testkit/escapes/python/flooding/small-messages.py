# title: Small messages without end
# tries: to have the host keep each message
# ends: limit out_of_fuel
# policy: fuel=200000000

import _host

i = 0
while True:
    _host.call(b'{"type":"error","name":"E%d","message":"m"}' % i)
    i += 1
