// json-utils
const { get, set, has, validate, clone, merge } = requireVendor('json-utils');
const errors = (value, schema) => validate(value, schema).errors.map(String);

test('get: paths of every form', () => {
  const o = { users: [{ name: 'Ada', 'a.b': { c: 1 } }], n: null, u: undefined };
  equal([get(o, 'users[0].name'), get(o, 'users.0.name'), get(o, ['users', 0, 'name']), get(o, `users[0]["a.b"].c`), get(o, "users[0]['a.b']['c']")], ['Ada', 'Ada', 'Ada', 1, 1]);
  equal([get(o, 'users[1].name', 'none'), get(o, 'n', 1), get(o, 'n.x', 2), get(o, 'u', 3), get(o, ''), get([5], '[0]')], ['none', null, 2, undefined, o, 5]);
  equal([get(null, 'a', 1), get('text', 'length', 0), get({}, 'toString', 'own only')], [1, 0, 'own only']);
});

test('has', () => {
  const o = { a: { b: undefined }, l: [1] };
  equal([has(o, 'a.b'), has(o, 'a.c'), has(o, 'l[0]'), has(o, 'l[1]'), has(o, 'toString'), has(5, 'a')], [true, false, true, false, false, false]);
});

test('set makes what is missing, and changes the value', () => {
  const o = {};
  same(set(o, 'a.b[1].c', 1), o);
  equal([o, Array.isArray(o.a.b), o.a.b.length], [{ a: { b: [undefined, { c: 1 }] } }, true, 2]);
  set(o, 'a.b[0]', 'x');
  set(o, ['k', 'with.dot'], 2);
  equal([o.a.b[0], o.k['with.dot'], set([], '[0].x', 1), set({ n: null }, 'n.x', 1)], ['x', 2, [{ x: 1 }], { n: { x: 1 } }]);
});

test('set refuses what cannot be', () => {
  throws(() => set({ a: 'text' }, 'a.b', 1), TypeError, "set: 'a' must be an object or an array to have 'b', got 'text'");
  throws(() => set({ a: [] }, 'a.b', 1), TypeError, 'is an array');
  throws(() => set(5, 'a', 1), TypeError, 'the value must be an object');
  throws(() => set({}, '', 1), TypeError, 'path is empty');
});

test('keys that could change all objects are refused', () => {
  for (const path of ['__proto__.x', 'a.__proto__', 'constructor.prototype.x', ['a', 'prototype'], 'a["__proto__"].b']) {
    for (const f of [get, has, (o, p) => set(o, p, 1)]) {
      throws(() => f({ a: {} }, path), TypeError, 'could change all objects');
    }
  }
  same({}.x, undefined);
});

test('paths that are wrong name the place', () => {
  for (const path of ['a..b', 'a[', 'a[x]', '.a', 'a.', 'a[0']) {
    throws(() => get({}, path), SyntaxError, 'the path', 'is wrong at character');
  }
  throws(() => get({}, 5), TypeError, "for example 'users[0].name'");
  throws(() => get({}, [{}]), TypeError, 'keys of a path');
});

test('validate: types', () => {
  equal([validate(1, { type: 'integer' }).valid, validate(1.5, { type: 'integer' }).valid, validate(null, { type: ['string', 'null'] }).valid, validate([], { type: 'object' }).valid, validate(NaN, { type: 'number' }).valid], [true, false, true, false, false]);
  equal(errors('x', { type: 'number' }), ["the value must be number, is string 'x'"]);
});

test('validate: properties, with the path of each error', () => {
  const schema = {
    type: 'object',
    required: ['id', 'items'],
    properties: { id: { type: 'integer', minimum: 1 }, items: { type: 'array', items: { type: 'object', required: ['price'], properties: { price: { type: 'number', exclusiveMinimum: 0 } } } } },
    additionalProperties: false,
  };
  same(validate({ id: 1, items: [{ price: 2 }] }, schema).valid, true);
  equal(errors({ id: 0, items: [{ price: 0 }, {}], itmes: 1 }, schema), ['id must be at least 1, is 0', 'items[0].price must be more than 0, is 0', 'items[1].price is missing', "itmes is not a known property; did you mean 'items'?"]);
  const [error] = validate({}, schema).errors;
  equal([error.path, error.keyword, error.message], ['id', 'required', 'is missing']);
});

test('validate: numbers, texts, arrays', () => {
  const count = (value, schema) => validate(value, schema).errors.length;
  equal([count(5, { minimum: 5, maximum: 5 }), count(5, { exclusiveMaximum: 5 }), count(0.3, { multipleOf: 0.1 }), count(7, { multipleOf: 2 }), count('x', { minimum: 5 })], [0, 1, 0, 1, 0]);
  equal([count('😀😀', { maxLength: 2 }), count('a', { minLength: 2 }), count('ab1', { pattern: '^[a-z]+$' }), count(5, { pattern: 'x' })], [0, 1, 1, 0]);
  equal([count([1, 1], { uniqueItems: true }), count([{ a: 1, b: 2 }, { b: 2, a: 1 }], { uniqueItems: true }), count([1], { minItems: 2 }), count([1, 2], { maxItems: 1 }), count([1, 'a'], { prefixItems: [{ type: 'number' }], items: { type: 'string' } }), count([1], { contains: { const: 2 } })], [1, 1, 1, 1, 0, 1]);
});

test('validate: enum, const, formats', () => {
  equal(errors('c', { enum: ['a', 'b'] }), [`the value must be one of '["a","b"]', is 'c'`]);
  equal([validate({ b: 1, a: [2] }, { const: { a: [2], b: 1 } }).valid, validate(1, { enum: ['1'] }).valid], [true, false]);
  const formats = { date: ['2024-02-29', '2023-02-29'], 'date-time': ['2024-01-01T10:00:00Z', '2024-01-01 10:00'], time: ['10:00:00+01:00', '25:00:00Z'], email: ['a.b@c-d.org', 'a..b@c'], uri: ['urn:isbn:0451450523', 'no uri'], uuid: ['123e4567-e89b-42d3-a456-426614174000', '123'], ipv4: ['192.168.0.1', '256.1.1.1'], regex: ['a+', '('] };
  for (const [format, [good, bad]] of Object.entries(formats)) {
    equal([format, validate(good, { format }).valid, validate(bad, { format }).valid], [format, true, false]);
  }
});

test('validate: combinations and references', () => {
  equal([validate(5, { anyOf: [{ type: 'string' }, { minimum: 3 }] }).valid, validate(5, { oneOf: [{ minimum: 1 }, { minimum: 3 }] }).valid, validate(5, { not: { type: 'number' } }).valid, validate(5, { allOf: [{ minimum: 1 }, { maximum: 4 }] }).valid], [true, false, false, false]);
  equal([validate({ t: 'a', n: 'x' }, { if: { properties: { t: { const: 'a' } } }, then: { properties: { n: { type: 'number' } } }, else: true }).valid], [false]);
  const tree = { $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } }, required: ['v'] } }, $ref: '#/$defs/node' };
  equal([validate({ v: 1, next: { v: 2 } }, tree).valid, errors({ v: 1, next: {} }, tree)], [true, ['next.v is missing']]);
  equal([validate({ a: 1 }, { dependentRequired: { a: ['b'] } }).valid, validate({ x1: 'a' }, { patternProperties: { '^x': { type: 'number' } } }).valid, validate({ ab: 1 }, { propertyNames: { maxLength: 1 } }).valid, validate({}, { minProperties: 1 }).valid], [false, false, false, false]);
  equal([validate(1, true).valid, validate(1, false).valid, validate({ a: 1 }, { properties: { a: false } }).valid], [true, false, false]);
});

test('validate: schemas that are wrong are errors of their own', () => {
  throws(() => validate({}, { requried: ['a'] }), TypeError, "the keyword 'requried', which is not supported; did you mean 'required'?");
  throws(() => validate({}, { type: 'text' }), TypeError, "got 'text'");
  throws(() => validate({}, { required: 'id' }), TypeError, 'required of a schema must be of the type array');
  throws(() => validate('', { pattern: '(' }), TypeError, 'pattern');
  throws(() => validate('', { format: 'fax' }), TypeError, 'a format must be one of date');
  throws(() => validate(1, { $ref: '#/$defs/x' }), TypeError, '$ref must lead to a part');
  throws(() => validate(1, { $ref: '#' }), TypeError, 'without end');
  throws(() => validate(1, null), TypeError, 'a schema must be an object');
  throws(() => validate(1, { minimum: '5' }), TypeError, 'minimum must be a number');
});

test('validate: at most 100 errors', () => {
  same(validate(Array.from({ length: 500 }, () => 'x'), { items: { type: 'number' } }).errors.length, 100);
});

test('clone copies cycles, dates, maps, sets', () => {
  const o = { d: new Date(5), m: new Map([['k', new Set([1])]]), l: [1, , 3], r: /a/g };
  o.self = o;
  const c = clone(o);
  equal([c !== o, c.self === c, c.d.getTime(), c.m.get('k').has(1), 1 in c.l, String(c.r)], [true, true, 5, true, false, '/a/g']);
  throws(() => clone({ f() {} }), TypeError, 'clone: the function f cannot be cloned');
});

test('merge is deep and changes nothing', () => {
  const a = { x: { y: 1, l: [1, 2] }, k: 1 };
  const b = { x: { z: 2, l: [3] }, d: new Date(0) };
  const m = merge(a, b, null, { k: undefined });
  equal([m, a, b], [{ x: { y: 1, l: [3], z: 2 }, k: undefined, d: new Date(0) }, { x: { y: 1, l: [1, 2] }, k: 1 }, { x: { z: 2, l: [3] }, d: new Date(0) }]);
  m.x.l.push(9);
  equal([b.x.l, merge(), merge({ a: { b: 1 } }, { a: 5 }), merge({ a: 5 }, { a: { b: 1 } })], [[3], {}, { a: 5 }, { a: { b: 1 } }]);
  throws(() => merge({}, [1]), TypeError, 'plain objects');
  const cyclic = { a: {} };
  cyclic.a.up = cyclic;
  throws(() => merge({}, cyclic), TypeError, "'a.up' contains itself");
});

test('merge cannot change what objects inherit', () => {
  throws(() => merge({}, JSON.parse('{"__proto__": {"polluted": 1}}')), TypeError, '__proto__');
  throws(() => merge({}, JSON.parse('{"a": {"__proto__": {"polluted": 1}}}')), TypeError, 'a');
  const m = merge({}, JSON.parse('{"constructor": {"prototype": {"polluted": 1}}, "toString": 5}'));
  equal([{}.polluted, m.toString, Object.hasOwn(m, 'constructor')], [undefined, 5, true]);
});
