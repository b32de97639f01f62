import json
import re

orders = []
for i in range(50):
    orders.append({"id": i, "name": "item " + str(i), "price": i * 3, "tags": ["a", str(i % 7)]})
text = json.dumps(orders)
back = json.loads(text)
found = re.findall(r'item (\d+)', text)
total = 0
for order in back:
    total = total + order["price"]
print(len(found), total)
