// Objects, Symbol, Proxy, Reflect: properties, prototypes, freezing, traps

test('entries, fromEntries, assign, keys, values', () => {
  const o = { a: 1, b: 2 };
  equal(Object.fromEntries(Object.entries(o).map(([k, v]) => [k, v * 2])), { a: 2, b: 4 });
  equal([Object.assign({}, o, { c: 3 }), Object.values(o), Object.hasOwn(o, 'toString')], [{ a: 1, b: 2, c: 3 }, [1, 2], false]);
});

test('frozen, sealed, and objects without additions', () => {
  'use strict';
  const f = Object.freeze({ a: 1, in: { b: 1 } });
  throws(() => { 'use strict'; f.a = 2; }, TypeError);
  f.in.b = 2;
  same(f.in.b, 2);
  const s = Object.seal({ a: 1 });
  s.a = 2;
  throws(() => { 'use strict'; delete s.a; }, TypeError);
  ok(Object.isFrozen(f) && Object.isSealed(s) && !Object.isExtensible(s));
});

test('descriptors and defineProperty', () => {
  const o = Object.defineProperty({}, 'x', { value: 1, enumerable: false });
  equal([Object.keys(o), o.x, Object.getOwnPropertyDescriptor(o, 'x').writable], [[], 1, false]);
  throws(() => Object.defineProperty(o, 'x', { value: 2 }), TypeError);
});

test('prototypes', () => {
  const base = { hi() { return 'hi ' + this.n; } };
  const o = Object.create(base, { n: { value: 'x' } });
  equal([o.hi(), Object.getPrototypeOf(o) === base, base.isPrototypeOf(o)], ['hi x', true, true]);
  const n = Object.create(null);
  same('toString' in n, false);
  same({ __proto__: base }.hi !== undefined, true);
});

test('well-known symbols', () => {
  const s = Symbol('d');
  equal([s.description, String(s), Symbol.for('k') === Symbol.for('k'), Symbol.keyFor(Symbol.for('k'))], ['d', 'Symbol(d)', true, 'k']);
  same(Object.prototype.toString.call({ [Symbol.toStringTag]: 'T' }), '[object T]');
  throws(() => s + '', TypeError);
});

test('proxies: get, set, has, deleteProperty, ownKeys', () => {
  const log = [];
  const p = new Proxy({ a: 1 }, {
    get: (t, k, r) => (log.push(`get ${String(k)}`), Reflect.get(t, k, r)),
    set: (t, k, v) => (log.push(`set ${k}`), Reflect.set(t, k, v * 2)),
    has: (t, k) => (log.push(`has ${k}`), k in t),
    deleteProperty: (t, k) => (log.push(`delete ${k}`), delete t[k]),
    ownKeys: () => ['x', 'a'],
  });
  p.b = 2;
  equal([p.b, 'a' in p, delete p.a, Reflect.ownKeys(p)], [4, true, true, ['x', 'a']]);
  equal(log, ['set b', 'get b', 'has a', 'delete a']);
});

test('proxies of functions, and those that were revoked', () => {
  const f = new Proxy(function () {}, { apply: (t, self, args) => args.length, construct: () => ({ made: true }) });
  equal([f(1, 2), new f()], [2, { made: true }]);
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  throws(() => proxy.x, TypeError);
});

test('negative indices by a proxy', () => {
  const at = (a) => new Proxy(a, { get: (t, k) => (Number(k) < 0 ? t.at(Number(k)) : t[k]) });
  same(at([1, 2, 3])[-1], 3);
});

test('Reflect', () => {
  equal([Reflect.has({ a: 1 }, 'a'), Reflect.construct(Date, [0]).getTime(), Reflect.apply(Math.max, null, [1, 2]), Reflect.ownKeys({ a: 1, [Symbol.iterator]: 1 }).length], [true, 0, 2, 2]);
  same(Reflect.set(Object.freeze({ a: 1 }), 'a', 2), false);
});

test('getters of objects that are inherited, and super in objects', () => {
  const base = { get v() { return this.raw + 1; }, m() { return 'base'; } };
  const o = { __proto__: base, raw: 1, m() { return super.m() + '!'; } };
  equal([o.v, o.m()], [2, 'base!']);
});

test('JSON.stringify of toJSON and replacers', () => {
  same(JSON.stringify({ a: { toJSON: () => 'x' }, b: undefined, c: () => 1, d: NaN, e: [undefined] }), '{"a":"x","d":null,"e":[null]}');
  same(JSON.stringify({ a: 1, b: 2 }, ['b']), '{"b":2}');
});
