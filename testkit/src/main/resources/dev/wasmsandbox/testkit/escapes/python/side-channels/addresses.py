# title: Addresses of the host
# tries: to learn where the host's memory lies
# ends: completed

import sys, os, _host, gc

numbers = [id(x) for x in (sys, os, _host, object(), gc.get_objects()[0])]
assert all(0 < n < 2 ** 32 for n in numbers), numbers
try:
    _host.call(b"x" * 2_000_000)
except (ValueError, LookupError) as e:
    assert "0x" not in str(e), e
for name in ("/proc/self/maps", "/proc/self/pagemap", "/proc/kallsyms"):
    assert not os.path.exists(name)
