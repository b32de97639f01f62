// sandbox-utils: arrays of objects, CSV, YAML, XML
const u = requireVendor('sandbox-utils');
const people = [{ name: 'Ada', age: 36, home: { city: 'London' } }, { name: 'Bob', age: 25 }, { name: 'Cy', age: 36, home: { city: 'Rome' } }];

test('groupBy', () => {
  equal(u.groupBy(people, 'age'), { 25: [people[1]], 36: [people[0], people[2]] });
  equal(Object.keys(u.groupBy(people, 'home.city')), ['London', 'undefined', 'Rome']);
  equal([u.groupBy([1, 2, 3], (n) => (n % 2 ? 'odd' : 'even')), u.groupBy([], 'x')], [{ odd: [1, 3], even: [2] }, {}]);
  ok(Object.hasOwn(u.groupBy([{ k: '__proto__' }], 'k'), '__proto__'));
});

test('filterBy', () => {
  equal([u.filterBy(people, 'age', 36).length, u.filterBy(people, 'home').length, u.filterBy(people, (p) => p.age < 30)[0].name, u.filterBy(people, 'home.city', 'Rome').length, u.filterBy(people, 'home', undefined).length], [2, 2, 'Bob', 1, 1]);
});

test('mapItems', () => {
  equal([u.mapItems(people, 'name'), u.mapItems(people, 'home.city'), u.mapItems([1], (n) => n + 1), u.mapItems([{ 'a.b': 1 }], 'a.b')], [['Ada', 'Bob', 'Cy'], ['London', undefined, 'Rome'], [2], [1]]);
});

test('sortBy', () => {
  equal(u.mapItems(u.sortBy(people, 'age', '-name'), 'name'), ['Bob', 'Cy', 'Ada']);
  equal(u.mapItems(u.sortBy(people, '-age'), 'name'), ['Ada', 'Cy', 'Bob']);
  equal(u.mapItems(u.sortBy(people, 'home.city'), 'name'), ['Ada', 'Cy', 'Bob']);
  equal(u.mapItems(u.sortBy(people, '-home.city'), 'name'), ['Cy', 'Ada', 'Bob']);
  equal(u.sortBy([10, 9, '1', null, 2n, NaN, new Date(1), false], (x) => x).map(String), ['false', '2', '9', '10', 'Thu Jan 01 1970 00:00:00 GMT+0000', '1', 'null', 'NaN']);
  const before = [3, 1];
  equal([u.sortBy(before, (n) => n), before, u.sortBy(people)], [[1, 3], [3, 1], people]);
});

test('unique', () => {
  equal([u.unique([3, 1, 3, '3', NaN, NaN]), u.unique([{ a: 1, b: 2 }, { b: 2, a: 1 }, { a: 2 }]), u.mapItems(u.unique(people, 'age'), 'name'), u.unique(['object {}', {}]).length], [[3, 1, '3', NaN], [{ a: 1, b: 2 }, { a: 2 }], ['Ada', 'Bob'], 2]);
});

test('chunk', () => {
  equal([u.chunk([1, 2, 3, 4, 5], 2), u.chunk([], 3), u.chunk([1], 9)], [[[1, 2], [3, 4], [5]], [], [[1]]]);
  throws(() => u.chunk([1], 0), TypeError, 'chunk: the size must be a whole number from 1 on, got 0');
});

test('collections refuse what is no array, no key, no object', () => {
  for (const name of ['groupBy', 'filterBy', 'mapItems', 'sortBy', 'unique']) {
    throws(() => u[name]({ length: 1 }, 'a'), TypeError, `${name}: the items must be an array, got an object`);
    throws(() => u[name]([1], null), TypeError, `${name}: the key must be the name of a property or a function`);
    throws(() => u[name]([1], 'a'), TypeError, `${name}: the items must be objects to have a, got 1`);
    throws(() => u[name]([{}], '__proto__'), TypeError, 'could change all objects');
  }
});

test('csvToJson and jsonToCsv', () => {
  equal(u.csvToJson('a,b\n1,"x,y"\n', { numbers: true }), [{ a: 1, b: 'x,y' }]);
  equal([u.jsonToCsv([{ a: 1, b: 'x,y' }]), u.jsonToCsv('[{"a":1}]', { header: false })], ['a,b\n1,"x,y"\n', '1\n']);
  throws(() => u.jsonToCsv('{"a":'), SyntaxError, 'jsonToCsv: the text is not valid JSON');
  throws(() => u.jsonToCsv('{"a":1}'), TypeError, 'the rows must be an array');
});

test('yamlToJson', () => {
  equal(u.yamlToJson('name: Ada\ntags: [a, b]\nin:\n  - x: 1\n    y: 2.5\n  - ~\ntext: |\n  two\n  lines\nday: 2024-01-02\nyes: yes\non: true\n'), { name: 'Ada', tags: ['a', 'b'], in: [{ x: 1, y: 2.5 }, null], text: 'two\nlines\n', day: '2024-01-02', yes: 'yes', on: true });
  equal([u.yamlToJson(''), u.yamlToJson('5'), u.yamlToJson('a: 1\n---\nb: 2', { all: true }), u.yamlToJson('base: &b {x: 1}\nd:\n  <<: *b\n  y: 2')], [null, 5, [{ a: 1 }, { b: 2 }], { base: { x: 1 }, d: { x: 1, y: 2 } }]);
  throws(() => u.yamlToJson('a: [1'), SyntaxError, 'yamlToJson: ', '(2:1)');
  throws(() => u.yamlToJson('a: 1\n---\nb: 2'), SyntaxError, 'single document');
  throws(() => u.yamlToJson('a: !!js/function x'), SyntaxError, 'unknown tag');
  const p = u.yamlToJson('__proto__: {x: 1}');
  equal([Object.hasOwn(p, '__proto__'), {}.x], [true, undefined]);
});

test('jsonToYaml', () => {
  const value = { name: 'Ada', list: [1, [2], { a: null }], text: 'two\nlines', odd: 'yes: no', empty: [], n: '007' };
  equal([u.jsonToYaml({ name: 'Ada', tags: ['a', 'b'] }), u.yamlToJson(u.jsonToYaml(value)), u.jsonToYaml('{"b":1,"a":2}', { sortKeys: true })], ['name: Ada\ntags:\n  - a\n  - b\n', value, 'a: 2\nb: 1\n']);
  const shared = { x: 1 };
  same(u.jsonToYaml({ a: shared, b: shared }), 'a:\n  x: 1\nb:\n  x: 1\n');
  const cyclic = {};
  cyclic.c = cyclic;
  throws(() => u.jsonToYaml(cyclic), TypeError, 'jsonToYaml: the value.c is the value again');
  throws(() => u.jsonToYaml(undefined), TypeError, 'JSON can hold');
});

test('xmlToDict', () => {
  equal(u.xmlToDict('<?xml version="1.0"?><!-- c --><a id="1" t=\'x &amp; y\'><b>x</b><b/><c><![CDATA[<raw>]]></c>tail</a>'), { a: { '@id': '1', '@t': 'x & y', b: ['x', null], c: '<raw>', '#text': 'tail' } });
  equal([u.xmlToDict('<a/>'), u.xmlToDict('<a>&#65;&#x20AC;&lt;</a>'), u.xmlToDict('<n:a xmlns:n="u"><n:b>1</n:b></n:a>'), u.xmlToDict('<a><b>1</b></a>', { arrays: ['b'] }), u.xmlToDict('<!DOCTYPE a><a>é</a>\n')], [{ a: null }, { a: 'A€<' }, { 'n:a': { '@xmlns:n': 'u', 'n:b': '1' } }, { a: { b: ['1'] } }, { a: 'é' }]);
});

test('xmlToDict names what is wrong, and where', () => {
  for (const [text, part] of [['<a>', '<a> is not closed'], ['<a></b>', '</b> stands where </a> is missing'], ['', 'there is no element'], ['<a/><b/>', 'second root'], ['<a x=1/>', 'not well-formed'], ['<a>&nope;</a>', '&nope; is not known'], ['<a>a & b</a>', '&amp;'], ['text<a/>', 'outside of the root'], ['</a>', 'closes nothing'], ['<a x="1" x="2"/>', 'twice'], ['<!DOCTYPE a [<!ENTITY x "y">]><a/>', 'DOCTYPE with declarations']]) {
    throws(() => u.xmlToDict(text), SyntaxError, part, 'line 1');
  }
  throws(() => u.xmlToDict('<a>\n  <b>\n</a>'), SyntaxError, 'line 3, column 1');
  throws(() => u.xmlToDict(5), TypeError, 'xmlToDict: the text');
  ok(Object.hasOwn(u.xmlToDict('<__proto__>x</__proto__>'), '__proto__') && {}.x === undefined);
});

test('deep XML ends in an answer', () => {
  same(typeof u.xmlToDict('<a>'.repeat(5000) + '</a>'.repeat(5000)), 'object');
});

test('dictToXml', () => {
  const value = { a: { '@id': 1, b: ['x', { '@k': '"', '#text': '<&>' }, null], c: { d: true } } };
  same(u.dictToXml(value, { indent: 0, declaration: false }), '<a id="1"><b>x</b><b k="&quot;">&lt;&amp;&gt;</b><b/><c><d>true</d></c></a>');
  same(u.dictToXml({ a: { b: 1 } }), '<?xml version="1.0" encoding="UTF-8"?>\n<a>\n  <b>1</b>\n</a>\n');
  equal(u.xmlToDict(u.dictToXml(u.xmlToDict('<r v="1"><i>a</i><i>b</i></r>'))), { r: { '@v': '1', i: ['a', 'b'] } });
  throws(() => u.dictToXml({ a: 1, b: 2 }), TypeError, 'one key, the root element');
  throws(() => u.dictToXml({ 'a b': 1 }), TypeError, "a name that XML allows, got 'a b'");
  throws(() => u.dictToXml({ a: { '@b c': 1 } }), TypeError, '@b c');
  throws(() => u.dictToXml({ a: '\u0001' }), TypeError, 'U+0001');
  const cyclic = { a: {} };
  cyclic.a.b = cyclic.a;
  throws(() => u.dictToXml(cyclic), TypeError, 'contains itself');
});
