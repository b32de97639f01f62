// Promises and asynchronous functions, events, proxies, dates.
class Emitter {
    listeners = new Map();
    on(name, f) { this.listeners.set(name, [...(this.listeners.get(name) ?? []), f]); return this; }
    emit(name, ...args) { for (const f of this.listeners.get(name) ?? []) f.apply(this, args); }
}
const sleepless = () => Promise.resolve();
async function fetchPage(n) {
    await sleepless();
    if (n % 13 === 0) throw new Error(`page ${n} is missing`);
    return { n, items: Array.from({ length: 5 }, (_, i) => n * 5 + i) };
}
async function* pages(count) { for (let n = 1; n <= count; n++) { try { yield await fetchPage(n); } catch (e) { yield { n, items: [], error: e.message }; } } }
async function main() {
    let total = 0, missing = 0;
    for await (const page of pages(900)) { total += page.items.length; if (page.error) missing++; }
    const settled = await Promise.allSettled(Array.from({ length: 400 }, (_, n) => fetchPage(n)));
    const fine = settled.filter(s => s.status === "fulfilled").map(s => s.value.n);
    const emitter = new Emitter();
    const log = [];
    emitter.on("x", (a, b) => log.push(a + b)).on("x", function (a) { this.last = a; });
    for (let i = 0; i < 4000; i++) emitter.emit("x", i, 1);
    const reads = {};
    const watched = new Proxy({ a: 1, b: 2 }, { get(t, k) { reads[k] = (reads[k] ?? 0) + 1; return Reflect.get(t, k); } });
    let sum = 0;
    for (let i = 0; i < 3000; i++) sum += watched.a + watched.b;
    const day = new Date(Date.UTC(2024, 0, 31));
    const days = [];
    for (let i = 0; i < 700; i++) { day.setUTCDate(day.getUTCDate() + 1); days.push(day.toISOString().slice(0, 10)); }
    const weak = new WeakMap();
    for (let i = 0; i < 2000; i++) weak.set({ i }, i);
    const tagged = (parts, ...values) => parts.reduce((text, part, i) => text + values[i - 1] + part);
    for (let i = 0; i < 2000; i++) sum += tagged`<${i}|${i * 2}>`.length;
    console.log(total, missing, fine.length, log.length, emitter.last, reads.a, sum, days.at(-1));
}
await main();
