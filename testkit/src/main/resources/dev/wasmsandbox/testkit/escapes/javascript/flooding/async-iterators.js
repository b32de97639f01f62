// title: Async iterators that never end
// tries: to wait for ever in for await
// ends: limit out_of_fuel
// policy: fuel=100000000

async function* endless() { for (;;) yield Promise.resolve(1); }
const many = Array.from({ length: 50 }, async () => { for await (const x of endless()); });
await Promise.any(many);
