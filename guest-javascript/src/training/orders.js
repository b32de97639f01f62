// Records of a shop: classes, maps, sorting, grouping, text of a report.
class Order {
    #discount = 0;
    constructor(id, customer, lines) {
        this.id = id;
        this.customer = customer;
        this.lines = lines;
    }
    get total() {
        let sum = 0;
        for (const { price, quantity } of this.lines) sum += price * quantity;
        return sum * (1 - this.#discount);
    }
    grant(discount) {
        if (discount < 0 || discount > 0.5) throw new RangeError(`discount of ${discount}`);
        this.#discount = discount;
        return this;
    }
}
class Express extends Order {
    constructor(id, customer, lines, hours) {
        super(id, customer, lines);
        this.hours = hours;
    }
    get total() {
        return super.total + (this.hours < 24 ? 15 : 5);
    }
}
let seed = 7;
const next = limit => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return (seed >> 8) % limit;
};
const names = ["Ada", "Bo", "Cem", "Dana", "Eli", "Fay", "Gus", "Hana"];
const orders = [];
for (let i = 0; i < 4000; i++) {
    const lines = Array.from({ length: 1 + next(5) }, (_, n) => ({ sku: `P-${next(90)}`, price: 1 + next(9000) / 100, quantity: 1 + n }));
    const order = i % 3 ? new Order(i, names[next(8)], lines) : new Express(i, names[next(8)], lines, next(72));
    try {
        order.grant(next(70) / 100);
    } catch (e) {
        if (!(e instanceof RangeError)) throw e;
    }
    orders.push(order);
}
for (let round = 0; round < 6; round++) {
    const byCustomer = new Map();
    for (const order of orders) {
        const list = byCustomer.get(order.customer) ?? [];
        list.push(order);
        byCustomer.set(order.customer, list);
    }
    const report = [...byCustomer]
        .map(([name, list]) => ({ name, count: list.length, total: list.reduce((sum, o) => sum + o.total, 0), largest: Math.max(...list.map(o => o.total)) }))
        .sort((a, b) => b.total - a.total || a.name.localeCompare(b.name));
    const stock = {};
    for (const { lines } of orders) for (const line of lines) stock[line.sku] = (stock[line.sku] || 0) + line.quantity;
    const best = Object.entries(stock).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 5);
    const skus = new Set(orders.filter(o => o.total > 100).flatMap(o => o.lines.map(l => l.sku)));
    if (round === 5) {
        for (const r of report) console.log(`${r.name.padEnd(6)}${String(r.count).padStart(5)}${r.total.toFixed(2).padStart(12)}`);
        console.log(best.map(([sku, n]) => sku + "=" + n).join(" "), skus.size);
    }
}
