// string-utils
const s = requireVendor('string-utils');

test('slugify', () => {
  equal(['Crème brûlée!', '  Hello,   World  ', 'Straße & Ærø', 'Łódź Øresund Đà Nẵng', "don't stop", 'a_b/c.d', '--x--', '', '!!!'].map((t) => s.slugify(t)), ['creme-brulee', 'hello-world', 'strasse-aero', 'lodz-oresund-da-nang', 'dont-stop', 'a-b-c-d', 'x', '', '']);
  equal([s.slugify('Привет, мир'), s.slugify('日本語 テスト'), s.slugify('Ελλάδα'), s.slugify('हिन्दी')], ['привет-мир', '日本語-テスト', 'ελλαδα', 'हिन्दी']);
  equal([s.slugify('A B', '_'), s.slugify('A B', { lower: false }), s.slugify('été мир', { ascii: true }), s.slugify('one two three', { maxLength: 8 }), s.slugify('verylongword', { maxLength: 4 })], ['a_b', 'A-B', 'ete', 'one-two', 'very']);
  equal([s.slugify('ﬁnance ①'), s.slugify('e\u0301')], ['finance-1', 'e']);
});

test('truncate', () => {
  equal([s.truncate('short', 10), s.truncate('a long sentence', 9), s.truncate('hello', 5), s.truncate('hello', 2), s.truncate('hello', 0), s.truncate('hello', 4, '…')], ['short', 'a long...', 'hello', '..', '', 'hel…']);
  equal([s.truncate('👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 2, ''), s.truncate('e\u0301e\u0301e\u0301', 2, '')], ['👨‍👩‍👧👨‍👩‍👧', 'e\u0301e\u0301']);
});

test('capitalize, upperFirst, lowerFirst', () => {
  equal([s.capitalize('hELLO wORLD'), s.capitalize('élan'), s.capitalize(''), s.capitalize('ßa')], ['Hello world', 'Élan', '', 'SSa']);
  equal([s.upperFirst('iPhone'), s.upperFirst('𐐨x'), s.lowerFirst('HTML'), s.lowerFirst('')], ['IPhone', '𐐀x', 'hTML', '']);
});

test('words', () => {
  equal(s.words('parseXMLFile2Text'), ['parse', 'XML', 'File', '2', 'Text']);
  equal(s.words('snake_case kebab-case, with spaces'), ['snake', 'case', 'kebab', 'case', 'with', 'spaces']);
  equal(s.words("don't v2.5 ABC"), ["don't", 'v', '2.5', 'ABC']);
  equal(s.words('naïveÉtude straßenBahn'), ['naïve', 'Étude', 'straßen', 'Bahn']);
  equal(s.words('e\u0301tude ПриветМир l’été'), ['e\u0301tude', 'Привет', 'Мир', 'l’été']);
  equal([s.words(''), s.words('...')], [[], []]);
});

test('camelCase, snakeCase, kebabCase', () => {
  equal(['user-first_name', 'XMLHttpRequest', 'already camelCase', "don't", '', 'École Normale'].map((t) => s.camelCase(t)), ['userFirstName', 'xmlHttpRequest', 'alreadyCamelCase', 'dont', '', 'écoleNormale']);
  equal(['userFirstName', 'HTMLParser2', 'a b-c'].map((t) => s.snakeCase(t)), ['user_first_name', 'html_parser_2', 'a_b_c']);
  equal(['userFirstName', 'Привет Мир'].map((t) => s.kebabCase(t)), ['user-first-name', 'привет-мир']);
});

test('wordCount', () => {
  equal([s.wordCount("Don't count well-known words twice."), s.wordCount(''), s.wordCount('one\ntwo\tthree'), s.wordCount('3.14 is pi'), s.wordCount('— … !')], [5, 0, 3, 3, 0]);
  equal([s.wordCount('日本語'), s.wordCount('été à Paris'), s.wordCount('日本 and 語')], [3, 3, 4]);
});

test('pad, padStart, padEnd', () => {
  equal([s.pad('7', 3, '0', 'left'), s.pad('a', 4), s.pad('ab', 5, '-', 'both'), s.pad('long', 2)], ['007', 'a   ', '-ab--', 'long']);
  equal([s.padStart('42', 5, '.'), s.padEnd('é', 3, 'xy'), s.padEnd('e\u0301', 3, '.'), s.padStart('👍🏽', 2, '.'), s.padEnd('', 5, 'ab')], ['...42', 'éxy', 'e\u0301..', '.👍🏽', 'ababa']);
  throws(() => s.pad('a', 3, ' ', 'middle'), TypeError, "'left', 'right' or 'both'");
  throws(() => s.padEnd('a', 3, ''), TypeError, 'fill');
});

test('clean', () => {
  equal([s.clean('  a \t b\n\nc '), s.clean('\u00a0x\u200b\ufeff\u0007y'), s.clean('')], ['a b c', 'xy', '']);
});

test('count', () => {
  equal([s.count('banana', 'an'), s.count('aaaa', 'aa'), s.count('Banana', 'AN'), s.count('Banana', 'AN', false), s.count('', 'a')], [2, 2, 0, 2, 0]);
  throws(() => s.count('abc', ''), TypeError, 'must have a character');
});

test('reverse', () => {
  equal([s.reverse('noël'), s.reverse('noe\u0308l'), s.reverse('a👨‍👩‍👧b'), s.reverse('🇫🇷🇩🇪'), s.reverse(''), s.reverse('a\r\nb')], ['lëon', 'le\u0308on', 'b👨‍👩‍👧a', '🇩🇪🇫🇷', '', 'b\r\na']);
});

test('isPalindrome', () => {
  equal([s.isPalindrome('A man, a plan, a canal: Panama'), s.isPalindrome('hello'), s.isPalindrome(''), s.isPalindrome('Aa', false), s.isPalindrome('a b a', true, false), s.isPalindrome('a ba', true, false)], [true, false, true, false, true, false]);
  equal([s.isPalindrome('Лёша на полке клопа нашёл'), s.isPalindrome('été'), s.isPalindrome('e\u0301te\u0301'), s.isPalindrome('éte')], [true, true, true, false]);
});

test('graphemes', () => {
  const length = (text) => s.graphemes(text).length;
  equal(['abc', 'e\u0301', '👨‍👩‍👧‍👦', '🇫🇷🇩🇪', '👍🏽', '한국', '\u1112\u1161\u11ab', 'नि', '\r\n', '❤️', '1️⃣', 'a\u200d', ''].map(length), [3, 1, 1, 2, 1, 2, 1, 1, 1, 1, 1, 1, 0]);
  same(s.graphemes('🇫🇷🇩').length, 2);
  same(s.graphemes('\ud800x').join(''), '\ud800x');
});

test('texts of a wrong kind are refused', () => {
  for (const name of ['slugify', 'capitalize', 'upperFirst', 'lowerFirst', 'words', 'wordCount', 'camelCase', 'snakeCase', 'kebabCase', 'clean', 'reverse', 'isPalindrome', 'graphemes']) {
    throws(() => s[name](undefined), TypeError, `${name}: the text must be a string, got undefined`);
    throws(() => s[name](5), TypeError, 'got 5');
  }
  throws(() => s.truncate('a', -1), TypeError, 'truncate: the length must be a whole number from 0 on, got -1');
  throws(() => s.truncate('a', 1, 5), TypeError, 'suffix');
  throws(() => s.padEnd(5, 3), TypeError, 'padEnd: the text');
  throws(() => s.padEnd('a', 'x'), TypeError, 'padEnd: the length');
  throws(() => s.count('a', 5), TypeError, 'count: the part');
});

test('long texts', () => {
  const long = 'word '.repeat(40000);
  equal([s.wordCount(long), s.words(long).length, s.slugify(long).length, s.clean(long).length, s.truncate(long, 10)], [40000, 40000, 199999, 199999, 'word wo...']);
  same(s.reverse('é'.repeat(50000)).length, 50000);
});
