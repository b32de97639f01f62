// title: Functions and native code calling each other
// tries: to use up the native stack by sort, replace, getters, proxies, constructors and coercion that call each other
// ends: completed
// policy: fuel=3000000000 memory=256000000

const attempts = [
  function bySort() { [2, 1].sort(bySort); },
  function byReplace() { 'x'.replace('x', byReplace); },
  function byMap() { [1].map(byMap); },
  function byProxy() { new Proxy({}, { get: byProxy }).x; },
  function byGetter() { ({ get x() { byGetter(); } }).x; },
  function byJson() { JSON.stringify({ toJSON: byJson }); },
  function byConstructor() { new byConstructor(); },
  function byEval() { eval('byEval()'); },
  function byApply() { Reflect.apply(byApply, null, []); },
  function byBind() { byBind.bind().bind().bind()(); },
  function byToString() { `${{ toString: byToString }}`; },
  function byIterator() { for (const x of { [Symbol.iterator]: byIterator }); },
  function byTemplate() { byTemplate`x`; },
  function byGenerator() { function* g() { yield* g(); } g().next(); },
  function byHasInstance() { 1 instanceof { [Symbol.hasInstance]: byHasInstance }; },
  function byArrayFrom() { Array.from([1], byArrayFrom); },
  function bySpread() { [...{ get [Symbol.iterator]() { bySpread(); } }]; },
  function byTypedArray() { new Uint8Array(3).map(byTypedArray); },
  function byRegExp() { ({ __proto__: RegExp.prototype, exec: byRegExp }).test('x'); },
  function byImport() { new Function('f', 'f()')(byImport); },
];
for (const attempt of attempts) {
  try { attempt(); } catch (error) { if (!/RangeError|InternalError|TypeError/.test(error?.name)) console.log(attempt.name, error); }
}
let bound = () => 1;
for (let i = 0; i < 2000; i++) bound = bound.bind();
try { bound(); } catch (error) { console.log(error.name); }
let proxy = {};
for (let i = 0; i < 10000; i++) proxy = new Proxy(proxy, {});
for (const act of [() => proxy.x, () => 'x' in proxy, () => Object.keys(proxy), () => Array.isArray(proxy), () => Object.getPrototypeOf(proxy), () => delete proxy.x, () => console.log(proxy)]) {
  try { act(); } catch (error) { console.log(error.name); }
}
