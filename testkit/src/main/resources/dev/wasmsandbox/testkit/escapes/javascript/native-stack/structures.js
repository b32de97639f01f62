// title: Deep structures that are shown, cloned and freed
// tries: to use up the native stack in console.log, structuredClone and the collector
// ends: completed | limit stack_overflow
// policy: fuel=4000000000 memory=128000000

const wraps = [(x) => [x], (x) => ({ x }), (x) => new Map([[1, x]]), (x) => new Set([x]), (x) => () => x, (x) => Promise.resolve(x), (x) => Object.create(x), (x) => { function* g() { yield x; } const i = g(); i.next(); return i; }];
for (const wrap of wraps) {
  let deep = {};
  for (let i = 0; i < 5000; i++) deep = wrap(deep);
  for (const act of [() => console.log(deep), () => structuredClone(deep), () => String(deep).length]) {
    try { act(); } catch (error) { if (!(error instanceof Error)) throw error; }
  }
  deep = null;
  std.gc();
}
let text = 'x';
for (let i = 0; i < 5000; i++) text = i % 2 ? text + 'y' : 'y' + text;
console.log(text.length, text.charCodeAt(1000));
