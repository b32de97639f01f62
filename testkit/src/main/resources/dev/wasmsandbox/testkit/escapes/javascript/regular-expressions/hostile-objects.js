// title: Patterns whose parts are replaced while they are used
// tries: to have replace and split work with positions that are not there
// ends: completed | limit out_of_fuel
// policy: fuel=500000000 memory=64000000

const evil = (properties) => Object.defineProperties(/a/g, Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, { value, writable: true }])));
const far = { index: 2 ** 31, length: 2 ** 53, 0: 'x'.repeat(10), groups: { get a() { throw 1; } } };
let calls = 0;
for (const act of [() => 'aaa'.replace(evil({ exec: () => (calls++ < 5 ? far : null) }), '$<a>$99$0'), () => 'aaa'.split(evil({ exec() { this.lastIndex = 2 ** 40; return far; } }), 5), () => [...'aaa'.matchAll(evil({ exec: () => (calls++ < 20 ? { index: -1, 0: '' } : null) }))], () => 'a'.search({ [Symbol.search]: () => { throw 2; } }),
  () => { const r = /a/y; r.lastIndex = { valueOf() { r.compile('b'.repeat(1000)); return 2 ** 31; } }; return r.exec('a'); }, () => { const r = /(?:)/g; r.lastIndex = 2 ** 53; return 'a'.replace(r, () => { r.lastIndex = -5; return 'b'; }); }, () => RegExp.prototype[Symbol.replace].call({ exec: () => null, flags: { toString() { throw 3; } } }, 'a', 'b'),
  () => new RegExp('a', 'gimsuyvdx'), () => RegExp('\\u{110000}', 'u'), () => RegExp('[z-a]'), () => RegExp('a{2147483648,99999999999}').test('a'), () => 'x'.repeat(100000).replace(/x/g, (match, index, whole) => (index < 100 ? whole : ''))]) {
  try { console.log(typeof act()); } catch (error) { console.log(error?.name ?? error); }
}
