// Regular expressions: groups, lookbehind, Unicode, sets, flags, sticky, indices

test('named groups, in matches and replacements', () => {
  const m = /(?<year>\d{4})-(?<month>\d\d)/.exec('on 2024-05-06');
  equal([m.groups.year, m.groups.month, m.index], ['2024', '05', 3]);
  same('2024-05'.replace(/(?<y>\d+)-(?<m>\d+)/, '$<m>/$<y>'), '05/2024');
});

test('lookahead and lookbehind', () => {
  equal(['$42 €13'.match(/(?<=\$)\d+/)[0], '1a2b'.match(/\d(?=b)/)[0], 'ab cb'.match(/(?<!a)b/).index, 'foobar'.match(/foo(?!baz)/)[0]], ['42', '2', 4, 'foo']);
});

test('property escapes and code points', () => {
  equal(['añ1'.match(/\p{L}+/u)[0], 'Ελ'.match(/\p{Script=Greek}+/u)[0], '😀'.match(/^.$/u) !== null, '😀'.match(/^.$/) !== null], ['añ', 'Ελ', true, false]);
  ok(/\p{Lu}/u.test('É') && /\P{L}/u.test('1'));
});

test('sets of the flag v', () => {
  ok(/^[\p{L}--[a-z]]$/v.test('A') && !/^[\p{L}--[a-z]]$/v.test('a'));
  ok(/^[\p{ASCII}&&\p{L}]$/v.test('q') && /^[\q{abc|d}]$/v.test('abc'));
});

test('the flag d gives indices', () => {
  const m = /a(?<x>b)c/d.exec('zabc');
  equal([m.indices[0], m.indices.groups.x], [[1, 4], [2, 3]]);
});

test('sticky and global expressions keep their place', () => {
  const y = /\d/y;
  y.lastIndex = 1;
  equal([y.test('a1'), y.lastIndex, y.test('a1'), y.lastIndex], [true, 2, false, 0]);
  const g = /o/g;
  equal([g.test('foo'), g.lastIndex, g.test('foo'), g.test('foo')], [true, 2, true, false]);
});

test('flags s, m and i', () => {
  equal([/a.b/s.test('a\nb'), /a.b/.test('a\nb'), 'a\nb'.match(/^b$/m)[0], /É/i.test('é'), /ſ/iu.test('S')], [true, false, 'b', true, true]);
});

test('backreferences, also by name', () => {
  equal([/(\w)\1/.exec('hello')[0], /(?<q>["']).*?\k<q>/.exec(`say "it's"`)[0]], ['ll', `"it's"`]);
});

test('quantifiers: greedy, lazy, counted', () => {
  equal(['<a><b>'.match(/<.+>/)[0], '<a><b>'.match(/<.+?>/)[0], 'aaaa'.match(/a{2,3}/)[0], 'aaaa'.match(/^a{4}$/) !== null], ['<a><b>', '<a>', 'aaa', true]);
});

test('search, test, source and flags', () => {
  const r = new RegExp('a/b', 'gi');
  equal(['xa/b'.search(r), r.source, r.flags, String(r), r.global], [1, 'a\\/b', 'gi', '/a\\/b/gi', true]);
});

test('wrong expressions are errors of syntax', () => {
  throws(() => new RegExp('('), SyntaxError);
  throws(() => new RegExp('a', 'x'), SyntaxError);
});

test('RegExp.escape and modifiers', () => {
  same(new RegExp(RegExp.escape('a.b*c')).test('a.b*c'), true);
  ok(/a(?i:b)c/.test('aBc') && !/a(?i:b)c/.test('ABc'));
});
