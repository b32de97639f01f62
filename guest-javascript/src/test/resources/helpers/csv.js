// csv-simple
const { parse, stringify } = requireVendor('csv-simple');

test('rows become objects, or arrays', () => {
  equal(parse('a,b\n1,x\n2,y\n'), [{ a: '1', b: 'x' }, { a: '2', b: 'y' }]);
  equal(parse('a,b\n1,x', { header: false }), [['a', 'b'], ['1', 'x']]);
  equal(parse('1,x', { header: ['n', 't'] }), [{ n: '1', t: 'x' }]);
  equal(parse('a\n1', { headers: false }), [['a'], ['1']]);
});

test('fields in quotes hold everything', () => {
  equal(parse('"a","b"\r\n"1,5","say ""hi"""\r\n"two\nlines",""\r\n'), [{ a: '1,5', b: 'say "hi"' }, { a: 'two\nlines', b: '' }]);
  equal(parse('a\n"x\r\ny"', {})[0].a, 'x\r\ny');
});

test('line ends of every kind, byte order mark, empty text', () => {
  equal(parse('\ufeffa,b\r1,2\r\n3,4\n'), [{ a: '1', b: '2' }, { a: '3', b: '4' }]);
  equal([parse(''), parse('\n\n'), parse('a,b'), parse('', { header: false })], [[], [], [], []]);
});

test('empty lines are passed over or kept', () => {
  equal(parse('a\n\n1\n\n'), [{ a: '1' }]);
  equal(parse('a\n\n1\n', { skipEmptyLines: false }), [{ a: '' }, { a: '1' }]);
  equal(parse('a\n""\n'), [{ a: '' }]);
});

test('rows that are too short or too long', () => {
  equal(parse('a,b\n1\n1,2,3,4'), [{ a: '1', b: '' }, { a: '1', b: '2', _extra: ['3', '4'] }]);
  throws(() => parse('a,b\n1,2\n3', { ragged: 'error' }), Error, 'line 3 has 1 fields instead of 2');
  throws(() => parse('1,2\n3', { ragged: 'error', header: false }), Error, 'line 2');
  throws(() => parse('', { ragged: 'maybe' }), TypeError, "'keep' or 'error'");
});

test('names that are double, empty or special', () => {
  equal(Object.keys(parse('a,a,,a\n1,2,3,4')[0]), ['a', 'a_2', 'column_3', 'a_3']);
  const row = parse('__proto__,constructor\nx,y')[0];
  equal([Object.hasOwn(row, '__proto__'), row.constructor, {}.x], [true, 'y', undefined]);
});

test('numbers are made on demand, where no digit is lost', () => {
  equal(parse('a,b,c,d,e,f,g\n1,-2.50,1e3,007,12345678901234567890, 5,', { numbers: true })[0], { a: 1, b: -2.5, c: 1000, d: '007', e: '12345678901234567890', f: ' 5', g: '' });
  equal(parse('a\n1', {})[0].a, '1');
});

test('delimiters and quotes', () => {
  equal(parse("a;b\n'1;2';3", { delimiter: ';', quote: "'" }), [{ a: '1;2', b: '3' }]);
  equal(parse('a\tb\n1\t2', { delimiter: '\t' }), [{ a: '1', b: '2' }]);
  equal(parse('a,b\n"x,y"', { quote: '' }), [{ a: '"x', b: 'y"' }]);
  equal(parse('a;b\n"1,1";2,5\n', { delimiter: 'auto' }), [{ a: '1,1', b: '2,5' }]);
  throws(() => parse('a', { delimiter: '||' }), TypeError, "the delimiter must be one character", "'||'");
  throws(() => parse('a', { delimiter: '"' }), TypeError, 'delimiter');
  throws(() => parse('a', { quote: '\n' }), TypeError, 'quote');
});

test('comments and spaces', () => {
  equal(parse('# c\na , b\n# d\n 1 ," 2 "', { comment: '#', trim: true }), [{ a: '1', b: ' 2 ' }]);
  equal(parse('a,b\n"1" , "2"'), [{ a: '1', b: '2' }]);
});

test('quotes that are wrong name their place', () => {
  throws(() => parse('a,b\nx,"open\nmore'), SyntaxError, 'parse: line 2, column 3', 'does not end');
  throws(() => parse('a,b\n"x"y,1'), SyntaxError, 'line 2, column 4', '"y"');
  equal(parse('a,b\nsix 5" nails,"q"'), [{ a: 'six 5" nails', b: 'q' }]);
});

test('writing quotes what must be quoted', () => {
  same(stringify([{ a: 'x,y', b: 'say "hi"', c: 'two\nlines', d: ' edge' }]), 'a,b,c,d\n"x,y","say ""hi""","two\nlines"," edge"\n');
  same(stringify([[1, true], [null, undefined]]), '1,true\n,\n');
  same(stringify([{ a: 1 }], { quoteAll: true, newline: '\r\n' }), '"a"\r\n"1"\r\n');
});

test('columns: all that a row has, or those that are named', () => {
  same(stringify([{ a: 1 }, { b: 2, a: 3 }]), 'a,b\n1,\n3,2\n');
  same(stringify([{ a: 1, b: 2 }], { columns: ['b', 'c'] }), 'b,c\n2,\n');
  same(stringify([{ a: 1 }], { header: false }), '1\n');
  same(stringify([], { columns: ['a'] }), 'a\n');
  equal([stringify([]), stringify([['a']], { delimiter: ';' })], ['', 'a\n']);
});

test('values that are no text', () => {
  same(stringify([[new Date(0), { a: 1 }, [1, 2], 5n, NaN]]), '1970-01-01T00:00:00.000Z,"{""a"":1}","[1,2]",5,NaN\n');
  same(stringify([['=1+1', '-5', -5]], { escapeFormulas: true }), "'=1+1,'-5,-5\n");
});

test('what was written is read back', () => {
  const rows = [{ id: '1', text: 'a "b", c\r\nd\n', empty: '', 'odd,name': '\ufeffx ' }, { id: '', text: '', empty: '', 'odd,name': '' }];
  equal(parse(stringify(rows)), rows);
  equal(parse(stringify(rows, { delimiter: '|', quote: "'" }), { delimiter: '|', quote: "'" }), rows);
  equal(parse(stringify([{ a: '' }])), [{ a: '' }]);
});

test('arguments of a wrong kind', () => {
  throws(() => parse(undefined), TypeError, 'parse: the text must be a string, got undefined');
  throws(() => stringify('a,b'), TypeError, 'stringify: the rows must be an array');
  throws(() => stringify([{ a: 1 }, [2]]), TypeError, 'row 1 must be an object like the first one');
  throws(() => stringify([1]), TypeError, 'row 0');
  throws(() => parse('', { delimeter: ';' }), TypeError, "did you mean 'delimiter'?");
  throws(() => stringify([], { newline: '\r' }), TypeError, 'newline');
});

test('large texts, plain and in quotes', () => {
  const rows = Array.from({ length: 20000 }, (_, i) => ({ id: i, name: `name ${i}`, note: i % 10 ? 'plain' : 'a, "b"' }));
  const text = stringify(rows);
  const back = parse(text, { numbers: true });
  equal([back.length, back[10], back[19999].id], [20000, rows[10], 19999]);
  same(parse('a,b\n' + '1,2\n'.repeat(50000)).length, 50000);
});
