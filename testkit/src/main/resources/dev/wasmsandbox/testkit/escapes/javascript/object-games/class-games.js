// title: Classes and prototypes in a circle
// tries: to have a look-up follow prototypes for ever
// ends: completed | limit out_of_fuel

const a = {}, b = Object.create(a);
for (const act of [() => Object.setPrototypeOf(a, b), () => { a.__proto__ = new Proxy(b, {}); return a.missing; }, () => { const p = new Proxy({}, { getPrototypeOf() { return p; } }); return p instanceof Object && Object.prototype.isPrototypeOf.call(p, {}); }, () => { class X extends null {} new X(); }, () => Reflect.construct(class extends Array { constructor() { return Object.create(Array.prototype); } }, []), () => { function F() {} F.prototype = 1; return new F() instanceof F; },
  () => Object.setPrototypeOf(Object.prototype, {}), () => Reflect.construct(Date, [], class extends Map {}).getTime(), () => Map.prototype.set.call(new Set(), 1, 1), () => Promise.prototype.then.call({ constructor: { [Symbol.species]: 1 } })]) {
  try { console.log(typeof act()); } catch (error) { console.log(error.name); }
}
