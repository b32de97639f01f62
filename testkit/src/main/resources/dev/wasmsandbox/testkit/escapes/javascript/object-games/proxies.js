// title: Proxies in the place of everything
// tries: to have native code believe a proxy that breaks its rules
// ends: completed | error TypeError

const handler = new Proxy({}, { get(_, trap) { return (...args) => { throw new TypeError('trap ' + String(trap)); }; } });
const lying = new Proxy([], { get(target, key) { return key === 'length' ? 2 ** 53 - 1 : key === Symbol.iterator ? undefined : 1; }, has: () => true, ownKeys: () => ['length', 'a', 'b'], getOwnPropertyDescriptor: () => ({ value: 1, configurable: true }), getPrototypeOf: () => Array.prototype });
const evil = new Proxy({}, handler);
for (const act of [() => JSON.stringify(evil), () => Object.assign({}, evil), () => [...evil], () => `${evil}`, () => evil + 1, () => Object.keys(evil), () => structuredClone(evil), () => new Map([evil]), () => Promise.resolve(evil), () => Reflect.ownKeys(evil), () => console.log(evil), () => Array.prototype.concat.call([], evil),
  () => Object.defineProperty(evil, 'x', evil), () => new Proxy(evil, evil), () => Array.from(lying).length, () => Array.prototype.fill.call(lying, 0, 2 ** 53 - 3), () => Array.prototype.reverse.call({ length: 3, get 0() { throw 1; } }), () => String.raw(lying), () => Function.prototype.apply.call(Math.max, null, lying), () => new Uint8Array(lying)]) {
  try { act(); } catch (error) { console.log(typeof error === 'object' ? error.name : error); }
}
const revoked = Proxy.revocable({}, {});
revoked.revoke();
for (const act of [() => revoked.proxy.x, () => console.log(revoked.proxy), () => JSON.stringify(revoked.proxy), () => Array.isArray(revoked.proxy)]) {
  try { act(); } catch (error) { console.log(error.name); }
}
