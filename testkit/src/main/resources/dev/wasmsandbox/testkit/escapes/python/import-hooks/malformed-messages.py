# title: Messages that are no messages
# tries: to have the host's reader of JSON fail
# ends: completed
# policy: fuel=400000000

import _host

deep = 100_000
messages = [b"", b"{", b"[]", b"null", b"1", b'"x"', b"\xff\xfe", b"\x00" * 100, b'{"type"', b'{"type":1}', b'{"type":null}',
            b'{"type":"unknown"}', b'{"type":"error"', b'{"type":"error"}{}', b'{"type":"error","type":"validation"}',
            b'{"type":"error","line":1e999,"column":-1}', b'{"type":"error","line":' + b"9" * 100_000 + b"}",
            b'{"type":"error","line":1' + b"0" * 900 + b".5}", b'{"type":"error","name":"\xed\xa0\x80"}',
            b'{"type":"error","name":"\\ud800"}', b'{"type":"error","name":"\xc0\x80"}',
            b'{"type":"error","attributes":' + b"[" * deep + b"]" * deep + b"}",
            b'{"type":"error","attributes":' + b'{"a":' * deep + b"1" + b"}" * deep + b"}",
            b'{"type":"error","message":"' + b"\\u0000" * 100_000 + b'"}',
            b'{"type":"error","attributes":{' + b",".join(b'"%d":%d' % (i, i) for i in range(50_000)) + b"}}",
            b'{"' + b"k" * 900_000 + b'":1}', b'{"type":"error","attributes":{"names":[' + b",".join([b'"n"'] * 100_000) + b"]}}",
            b'{"type":"error","attributes":{"errno":' + b"1" * 999 + b"}}",
            b'{"type":"error","attributes":{"errno":NaN,"a":Infinity,"b":-0.0,"c":1e-999999}}', b" " * 1_000_000 + b"{}",
            b"{/* comment */}", b"{'type':'error'}", b'{"type":"error",}']
for message in messages:
    try:
        _host.call(message)
    except (ValueError, LookupError):
        pass
for size in (2 ** 20 - 1, 2 ** 20, 2 ** 20 + 1, 2 ** 22):
    try:
        _host.call(b'{"type":"error","message":"' + b"x" * (size - 29) + b'"}')
    except ValueError:
        pass
for wrong in (None, 1, "text", [], memoryview(b"x")[::1], bytearray(b"{}")):
    try:
        _host.call(wrong)
    except (TypeError, LookupError, ValueError):
        pass
