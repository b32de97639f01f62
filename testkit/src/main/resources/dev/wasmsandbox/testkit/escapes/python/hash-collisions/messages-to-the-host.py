# title: Keys that collide in the host's tables
# tries: to make the host's reading of a message quadratic
# ends: completed | limit out_of_fuel | error ValueError
# policy: fuel=2000000000

import _host, itertools

# "Aa" and "BB" have the same hash in Java, and so has every text that is put together from them.
keys = ["".join(parts) for parts in itertools.product(("Aa", "BB"), repeat=11)]
body = ",".join(f'"{key}":1' for key in keys)
_host.call(('{"type":"error","attributes":{' + body + "}}").encode())
_host.call(('{"type":"error",' + body + "}").encode())
print(len(keys))
