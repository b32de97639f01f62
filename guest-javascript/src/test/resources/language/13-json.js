// JSON: edge cases of parse and stringify

test('what is parsed', () => {
  equal(JSON.parse(' {"a":[1,-2.5e3,true,null,"\\u00e9\\n"]} '), { a: [1, -2500, true, null, 'é\n'] });
  equal([JSON.parse('"x"'), JSON.parse('0'), JSON.parse('null')], ['x', 0, null]);
});

test('what is no JSON', () => {
  for (const text of ['', '{a:1}', "{'a':1}", '[1,]', '01', 'NaN', 'undefined', '"\n"', '{"a":1}x']) {
    throws(() => JSON.parse(text), SyntaxError);
  }
});

test('a reviver sees keys and values, from inside', () => {
  const keys = [];
  const o = JSON.parse('{"a":{"b":"2020-01-01"}}', (k, v) => (keys.push(k), k === 'b' ? v.slice(0, 4) : v));
  equal([o, keys], [{ a: { b: '2020' } }, ['b', 'a', '']]);
});

test('indentation and escapes', () => {
  same(JSON.stringify({ a: [1, {}], b: [] }, null, 2), '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}');
  same(JSON.stringify('"\\\b\u2028\ud800'), '"\\"\\\\\\b\u2028\\ud800"');
  same(JSON.stringify([1], null, '--'), '[\n--1\n]');
});

test('values that JSON does not have', () => {
  equal([JSON.stringify(undefined), JSON.stringify(() => 1), JSON.stringify(new Date(0)), JSON.stringify(new Map([[1, 2]])), JSON.stringify(Object(1)), JSON.stringify(-0)], [undefined, undefined, '"1970-01-01T00:00:00.000Z"', '{}', '1', '0']);
});

test('cycles and BigInt are errors', () => {
  const o = {};
  o.o = o;
  throws(() => JSON.stringify(o), TypeError, 'circular');
  throws(() => JSON.stringify(1n), TypeError);
});

test('double keys and __proto__ are data', () => {
  equal(JSON.parse('{"a":1,"a":2}'), { a: 2 });
  const o = JSON.parse('{"__proto__":{"x":1}}');
  equal([Object.hasOwn(o, '__proto__'), {}.x, o.x], [true, undefined, undefined]);
});

test('depth and size', () => {
  same(JSON.parse('['.repeat(500) + ']'.repeat(500)).length, 1);
  throws(() => JSON.parse('['.repeat(1e6)), RangeError);
  const big = JSON.stringify(Array.from({ length: 50000 }, (_, i) => ({ i })));
  same(JSON.parse(big).length, 50000);
});
