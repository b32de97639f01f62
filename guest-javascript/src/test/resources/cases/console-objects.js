class Shape {
  #hidden = 1;
  sides = 0;
  get area() { return 0; }
}
class Square extends Shape {
  sides = 4;
}
console.log(new Shape(), new Square(), Shape, Square, class {}, { make: () => 1, method() {} });
console.log(function named() {}, () => {}, async () => {}, function* walk() {}, Object.assign(() => {}, { tag: 1 }));
console.log({ get a() { return 1; }, set a(v) {}, get b() { return 2; }, set c(v) {} });
console.log(Object.create(null), Object.create({}), { __proto__: null, own: 1 });
console.log({ 'a-b': 1, 2: 3, valid_id: 4, [Symbol('key')]: 5, ['__proto__']: 6 });
console.log(new Date(0), new Date(NaN), /re/gi, [undefined, null], JSON, Math);
console.log(new (class Stack extends Array {})(2), new (class Registry extends Map {})([[1, 2]]));
console.log({ [Symbol.toStringTag]: 'Tagged', x: 1 });
console.log(new Proxy({ real: 1 }, { get() { throw new Error('a trap ran'); }, ownKeys() { throw new Error('a trap ran'); } }));
console.log({ [Symbol.for('nodejs.util.inspect.custom')](depth) { return `custom at ${depth}`; } });
