// A small simulation: classes, properties and method calls.
class Account {
  constructor(owner) { this.owner = owner; this.balance = 0; this.history = []; }
  move(amount) {
    this.balance += amount;
    if (this.history.length > 20) this.history.shift();
    this.history.push(amount);
  }
}
class Interest extends Account {
  move(amount) { super.move(amount + Math.floor(this.balance / 1000)); }
}
const accounts = Array.from({ length: 100 }, (_, i) => new (i % 3 ? Interest : Account)(i));
for (let turn = 0; turn < 150000; turn++) accounts[turn % 100].move(turn % 17 - 5);
console.log(accounts.reduce((sum, account) => sum + account.balance, 0));
