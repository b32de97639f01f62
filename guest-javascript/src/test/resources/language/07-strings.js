// Strings: methods, code points, well-formedness, normalization, escapes

test('slice, substring, at and negative indices', () => {
  equal(['hello'.slice(-3, -1), 'hello'.substring(3, 1), 'hello'.at(-1), 'hello'.charAt(9)], ['ll', 'el', 'o', '']);
});

test('includes, startsWith, endsWith, indexOf with positions', () => {
  equal(['banana'.includes('nan'), 'banana'.startsWith('nan', 2), 'banana'.endsWith('ban', 3), 'banana'.lastIndexOf('an')], [true, true, true, 3]);
});

test('padStart, padEnd, repeat, trim', () => {
  equal(['5'.padStart(3, '0'), 'a'.padEnd(4, 'xy'), 'ab'.repeat(2), ' \t x\u00a0\n'.trim(), ' x '.trimEnd()], ['005', 'axyx', 'abab', 'x', ' x']);
  throws(() => 'a'.repeat(-1), RangeError);
});

test('split and join, also by patterns with groups', () => {
  equal(['a,b,,c'.split(','), 'a1b2c'.split(/\d/), 'a1b'.split(/(\d)/), 'abc'.split(''), 'a,b'.split(',', 1)], [['a', 'b', '', 'c'], ['a', 'b', 'c'], ['a', '1', 'b'], ['a', 'b', 'c'], ['a']]);
});

test('replace and replaceAll with texts, functions and $', () => {
  equal(['aaa'.replace('a', 'b'), 'aaa'.replaceAll('a', 'b'), 'John Smith'.replace(/(\w+) (\w+)/, '$2, $1')], ['baa', 'bbb', 'Smith, John']);
  same('a-b-c'.replace(/-(\w)/g, (_, c) => c.toUpperCase()), 'aBC');
  same('x'.replace('x', '$$&'), '$&');
  throws(() => 'a'.replaceAll(/a/, ''), TypeError);
});

test('code points and surrogate pairs', () => {
  const s = 'a😀b';
  equal([s.length, [...s].length, s.codePointAt(1), String.fromCodePoint(0x1f600), s.charCodeAt(1)], [4, 3, 0x1f600, '😀', 0xd83d]);
});

test('isWellFormed and toWellFormed', () => {
  equal(['a\ud800'.isWellFormed(), 'a\ud800'.toWellFormed(), '😀'.isWellFormed()], [false, 'a\ufffd', true]);
});

test('normalization and comparison', () => {
  equal(['é'.normalize('NFD').length, 'e\u0301'.normalize('NFC'), 'ﬁ'.normalize('NFKC')], [2, 'é', 'fi']);
  ok('a'.localeCompare('b') < 0 && 'a'.localeCompare('a') === 0);
});

test('case of letters that change their number', () => {
  equal(['straße'.toUpperCase(), 'İ'.toLowerCase().length, 'ΑΣ'.toLowerCase(), 'ǆ'.toUpperCase()], ['STRASSE', 2, 'ας', 'Ǆ']);
});

test('matchAll and match give groups', () => {
  const found = [...'a1b22'.matchAll(/([a-z])(\d+)/g)].map((m) => [m.index, m[1], m[2]]);
  equal(found, [[0, 'a', '1'], [2, 'b', '22']]);
  equal('a1b2'.match(/\d/g), ['1', '2']);
  same('x'.match(/y/), null);
});

test('escapes in literals', () => {
  equal(['\x41\u0042\u{43}\n'.length, '\0'.charCodeAt(0), 'a\
b'], [4, 0, 'ab']);
});

test('strings are values, with indices', () => {
  const s = 'abc';
  s[0] = 'z';
  equal([s[0], s.concat('d', 1), Object.keys('ab'), 'length' in Object('a')], ['a', 'abcd1', ['0', '1'], true]);
});

test('encodeURIComponent and its kin', () => {
  equal([encodeURIComponent('ä &/'), decodeURIComponent('%C3%A4'), encodeURI('a b?x=ä')], ['%C3%A4%20%26%2F', 'ä', 'a%20b?x=%C3%A4']);
  throws(() => decodeURIComponent('%'), URIError);
});

test('base64 by btoa and atob', () => {
  equal([btoa('Hello'), atob('SGVsbG8=')], ['SGVsbG8=', 'Hello']);
  throws(() => btoa('€'), DOMException);
});

test('long texts are built quickly', () => {
  let s = '';
  for (let i = 0; i < 100000; i++) s += 'x';
  same(s.length, 100000);
});
