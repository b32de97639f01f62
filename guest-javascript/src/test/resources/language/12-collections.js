// Map, Set, WeakMap, WeakSet, WeakRef: order, set operations, keys of every kind

test('Map keeps the order and takes any key', () => {
  const key = {};
  const m = new Map([['a', 1], [key, 2], [NaN, 3]]);
  m.set('a', 9).delete('zz');
  equal([m.size, m.get(key), m.get(NaN), [...m.keys()][0], m.has({})], [3, 2, 3, 'a', false]);
  equal([...new Map([[1, 'x']])], [[1, 'x']]);
});

test('changes while a Map is gone through', () => {
  const m = new Map([[1, 1]]);
  const seen = [];
  for (const [k] of m) {
    seen.push(k);
    if (k < 3) m.set(k + 1, 0);
  }
  equal(seen, [1, 2, 3]);
});

test('operations of sets', () => {
  const a = new Set([1, 2, 3]);
  const b = new Set([3, 4]);
  equal([[...a.union(b)], [...a.intersection(b)], [...a.difference(b)], [...a.symmetricDifference(b)]], [[1, 2, 3, 4], [3], [1, 2], [1, 2, 4]]);
  ok(new Set([1]).isSubsetOf(a) && a.isSupersetOf(new Set([2])) && a.isDisjointFrom(new Set([9])));
});

test('Set for distinct values', () => {
  equal([...new Set([3, 1, 3, '3'])], [3, 1, '3']);
  same(new Set([0, -0]).size, 1);
});

test('WeakMap and WeakSet take objects', () => {
  const w = new WeakMap();
  const k = {};
  w.set(k, 1);
  equal([w.get(k), w.has({}), new WeakSet([k]).has(k)], [1, false, true]);
  throws(() => w.set(1, 1), TypeError);
});

test('WeakRef and FinalizationRegistry', () => {
  const o = { a: 1 };
  same(new WeakRef(o).deref().a, 1);
  same(typeof new FinalizationRegistry(() => 0).register, 'function');
});

test('objects as tables, and a Map from them', () => {
  const counts = {};
  for (const w of 'a b a'.split(' ')) counts[w] = (counts[w] ?? 0) + 1;
  equal([...new Map(Object.entries(counts))], [['a', 2], ['b', 1]]);
});
