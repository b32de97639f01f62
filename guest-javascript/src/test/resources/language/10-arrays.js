// Arrays: search, change, copies by method, grouping, sorting, holes

test('map, filter, reduce, flat, flatMap', () => {
  equal([[1, 2].map((x) => x * 2), [1, 2, 3].filter((x) => x % 2), [1, 2, 3].reduce((a, b) => a + b), [[1, 2], [3]].reduceRight((a, b) => a.concat(b)), [1, [2, [3]]].flat(), [1, 2].flatMap((x) => [x, x])], [[2, 4], [1, 3], 6, [3, 1, 2], [1, 2, [3]], [1, 1, 2, 2]]);
  throws(() => [].reduce((a, b) => a), TypeError);
});

test('find, findLast, some, every, includes, at', () => {
  const a = [5, 12, 8, NaN];
  equal([a.find((x) => x > 6), a.findLast((x) => x > 6), a.findIndex((x) => x > 9), a.findLastIndex((x) => x > 9), a.some(isNaN), a.every(Number), a.includes(NaN), a.indexOf(NaN), a.at(-2)], [12, 8, 1, 1, true, false, true, -1, 8]);
});

test('copies by method leave the array', () => {
  const a = [3, 1, 2];
  equal([a.toSorted(), a.toReversed(), a.toSpliced(1, 1, 'x', 'y'), a.with(-1, 9), a], [[1, 2, 3], [2, 1, 3], [3, 'x', 'y', 2], [3, 1, 9], [3, 1, 2]]);
  throws(() => a.with(5, 0), RangeError);
});

test('push, pop, shift, unshift, splice, fill, copyWithin', () => {
  const a = [1, 2, 3];
  equal([a.push(4), a.shift(), a.unshift(0), a.pop(), a.splice(1, 1), a], [4, 1, 4, 4, [2], [0, 3]]);
  equal([[1, 2, 3].fill(0, 1), [1, 2, 3, 4].copyWithin(0, 2)], [[1, 0, 0], [3, 4, 3, 4]]);
});

test('sorting is stable, and by text unless told otherwise', () => {
  equal([[10, 9, 1].sort(), [10, 9, 1].sort((a, b) => a - b), ['b', undefined, 'a'].sort()], [[1, 10, 9], [1, 9, 10], ['a', 'b', undefined]]);
  const people = [['a', 2], ['b', 1], ['c', 2], ['d', 1]];
  equal(people.sort((x, y) => x[1] - y[1]).map((p) => p[0]), ['b', 'd', 'a', 'c']);
});

test('Object.groupBy and Map.groupBy', () => {
  equal({ ...Object.groupBy([1, 2, 3], (x) => (x % 2 ? 'odd' : 'even')) }, { odd: [1, 3], even: [2] });
  const key = {};
  same(Map.groupBy([1], () => key).get(key)[0], 1);
});

test('Array.from, of, isArray, concat, entries', () => {
  equal([Array.from({ length: 3 }, (_, i) => i), Array.of(7), Array.isArray([]), [1].concat([2], 3), [...['a'].entries()], Array.from('añ😀')], [[0, 1, 2], [7], true, [1, 2, 3], [[0, 'a']], ['a', 'ñ', '😀']]);
});

test('holes and lengths', () => {
  const a = [1, , 3];
  equal([1 in a, a.length, a.map((x) => 1).length, Object.keys(a), [...a][1]], [false, 3, 3, ['0', '2'], undefined]);
  a.length = 1;
  same(a[2], undefined);
  throws(() => new Array(-1), RangeError);
});

test('indices are properties', () => {
  const a = [];
  a['2'] = 'x';
  a.name = 'y';
  equal([a.length, Object.keys(a)], [3, ['2', 'name']]);
});

test('join and nested arrays as text', () => {
  equal([[1, null, undefined, [2, 3]].join('-'), String([1, [2, 3]])], ['1---2,3', '1,2,3']);
});

test('large arrays', () => {
  const a = Array.from({ length: 200000 }, (_, i) => (i * 7919) % 200000);
  equal(a.sort((x, y) => x - y).slice(0, 3), [0, 1, 2]);
});
