"""Records of a shop: classes, dictionaries, sorting, grouping, text of a report."""

import random
from collections import Counter, defaultdict, namedtuple
from dataclasses import dataclass, field

Line = namedtuple("Line", "sku price quantity")


@dataclass
class Order:
    number: int
    customer: str
    lines: list = field(default_factory=list)
    _discount: float = 0.0

    @property
    def total(self):
        return sum(line.price * line.quantity for line in self.lines) * (1 - self._discount)

    def grant(self, discount):
        if not 0 <= discount <= 0.5:
            raise ValueError(f"discount of {discount}")
        self._discount = discount
        return self


@dataclass
class Express(Order):
    hours: int = 24

    @property
    def total(self):
        return super().total + (15 if self.hours < 24 else 5)


random.seed(7)
names = ["Ada", "Bo", "Cem", "Dana", "Eli", "Fay", "Gus", "Hana"]
orders = []
for i in range(2500):
    lines = [Line(f"P-{random.randrange(90)}", random.randrange(1, 9000) / 100, n + 1) for n in range(random.randint(1, 5))]
    order = Order(i, random.choice(names), lines) if i % 3 else Express(i, random.choice(names), lines, hours=random.randrange(72))
    try:
        order.grant(random.random() * 0.7)
    except ValueError as e:
        assert "discount" in str(e)
    orders.append(order)
for round in range(4):
    by_customer = defaultdict(list)
    for order in orders:
        by_customer[order.customer].append(order)
    report = []
    for name, mine in by_customer.items():
        totals = [o.total for o in mine]
        report.append({"name": name, "count": len(mine), "total": sum(totals), "largest": max(totals)})
    report.sort(key=lambda r: (-r["total"], r["name"]))
    stock = {}
    for order in orders:
        for sku, price, quantity in order.lines:
            stock[sku] = stock.get(sku, 0) + quantity
    best = sorted(stock.items(), key=lambda item: (-item[1], item[0]))[:5]
    skus = {line.sku for o in orders if o.total > 100 for line in o.lines}
    sizes = Counter(len(o.lines) for o in orders)
for row in report:
    print(f"{row['name']:<6}{row['count']:>5}{row['total']:>12,.2f}")
print(best, len(skus), sizes.most_common(2))
