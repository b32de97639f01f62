# JSON there and back.
import json

rows = [{"id": i, "name": f"item {i}", "price": i * 1.25, "tags": ["a", "b", str(i)], "ok": i % 3 == 0} for i in range(800)]
for _ in range(12):
    rows = json.loads(json.dumps(rows))
print(len(rows), rows[-1]["name"])
