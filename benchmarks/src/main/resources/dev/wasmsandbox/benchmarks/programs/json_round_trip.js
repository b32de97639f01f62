// JSON there and back.
let rows = Array.from({ length: 800 }, (_, i) => ({ id: i, name: `item ${i}`, price: i * 1.25, tags: ['a', 'b', String(i)], ok: i % 3 === 0 }));
for (let i = 0; i < 25; i++) rows = JSON.parse(JSON.stringify(rows));
console.log(rows.length, rows.at(-1).name);
