# title: Nested JSON
# tries: to use up the native stack in the reader and the writer of JSON
# ends: completed
# policy: fuel=4000000000

import json

for text in ("[" * 20_000, "[" * 20_000 + "]" * 20_000, '{"a":' * 20_000, '{"a":[' * 20_000 + "]}" * 20_000):
    try:
        json.loads(text)
    except (RecursionError, ValueError) as e:
        print(type(e).__name__)
value = []
for _ in range(20_000):
    value = [value]
for kind in (value, {"a": value}):
    try:
        json.dumps(kind)
    except RecursionError as e:
        print(type(e).__name__)
value.append(value)
try:
    json.dumps(value, check_circular=False)
except (RecursionError, ValueError) as e:
    print(type(e).__name__)
