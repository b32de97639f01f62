# A small simulation: classes, attributes and method calls.
class Account:
    def __init__(self, owner):
        self.owner, self.balance, self.history = owner, 0, []

    def move(self, amount):
        self.balance += amount
        if len(self.history) > 20:
            self.history.pop(0)
        self.history.append(amount)


class Interest(Account):
    def move(self, amount):
        super().move(amount + self.balance // 1000)


accounts = [(Interest if i % 3 else Account)(i) for i in range(100)]
for turn in range(60_000):
    accounts[turn % 100].move(turn % 17 - 5)
print(sum(account.balance for account in accounts))
