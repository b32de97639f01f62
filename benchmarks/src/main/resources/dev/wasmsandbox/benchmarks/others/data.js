const orders = [];
for (let i = 0; i < 50; i++) orders.push({ id: i, name: 'item ' + i, price: i * 3, tags: ['a', String(i % 7)] });
const text = JSON.stringify(orders);
const back = JSON.parse(text);
const found = text.match(/item (\d+)/g);
let total = 0;
for (const order of back) total += order.price;
console.log(found.length + ' ' + total);
