# Objects to bytes and back.
import pickle

rows = [{"id": i, "name": f"item {i}", "price": i * 1.25, "tags": ("a", "b", str(i)), "seen": {i, i + 1}} for i in range(2000)]
for _ in range(40):
    rows = pickle.loads(pickle.dumps(rows, protocol=4))
print(len(rows), rows[-1]["name"])
