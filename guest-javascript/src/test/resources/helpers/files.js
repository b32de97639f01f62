// The functions for files that are globals

test('text is written, read and appended', () => {
  equal([writeText('t.txt', 'Grüße\n'), appendText('t.txt', 'more'), readText('t.txt'), fileSize('t.txt')], [8, 4, 'Grüße\nmore', 12]);
  same(readText('/app/t.txt'), readText('./t.txt'));
  same(writeText('t.txt', 'short'), 5);
  same(readText('t.txt'), 'short');
});

test('empty files, and appending to what is not there', () => {
  equal([writeText('empty', ''), readText('empty'), readLines('empty'), fileSize('empty'), fileExists('empty')], [0, '', [], 0, true]);
  appendText('new/log', 'x');
  appendText('new/log', 5);
  same(readText('new/log'), 'x5');
});

test('directories that are missing are made for what is written', () => {
  writeText('a/b/c.txt', 'deep');
  writeJson('/app/d/e.json', 1);
  copyFile('a/b/c.txt', 'f/g.txt');
  equal([readText('a/b/c.txt'), readText('f/g.txt'), listFiles('.', { recursive: true }).filter((p) => p.includes('/') && !p.startsWith('new'))], ['deep', 'deep', ['a/b/c.txt', 'd/e.json', 'f/g.txt']]);
});

test('the current directory is where paths begin', () => {
  writeText('sub/here.txt', '1');
  os.chdir('sub');
  equal([readText('here.txt'), listFiles(), fileExists('../t.txt')], ['1', ['here.txt'], true]);
  os.chdir('/app');
});

test('lines end in any way', () => {
  writeText('l.txt', 'a\r\nb\rc\n\nd');
  equal(readLines('l.txt'), ['a', 'b', 'c', '', 'd']);
  equal([writeLines('l.txt', ['x', 2, '']), readText('l.txt'), readLines('l.txt')], [5, 'x\n2\n\n', ['x', '2', '']]);
  writeLines('l.txt', new Set(['p', 'q']));
  equal([readLines('l.txt'), writeLines('l.txt', []), readText('l.txt')], [['p', 'q'], 0, '']);
  throws(() => writeLines('l.txt', 'text'), TypeError, 'writeLines: the lines must be an array', 'writeText');
  throws(() => writeLines('l.txt', [{}]), TypeError, 'a line must be a string');
});

test('JSON is written and read', () => {
  const value = { a: [1, 'é', null], n: { x: true } };
  writeJson('j.json', value);
  equal([readJson('j.json'), readText('j.json').split('\n')[1]], [value, '  "a": [']);
  writeJson('j.json', value, 0);
  same(readLines('j.json').length, 1);
  writeJson('j.json', 'text', 4);
  same(readJson('j.json'), 'text');
});

test('JSON that is wrong names its place', () => {
  writeText('bad.json', '{\n  "a": tru\n}');
  const error = throws(() => readJson('bad.json'), Error, "readJson: 'bad.json' is not valid JSON at line 2, column 8", '"a": tru');
  ok(error.cause instanceof SyntaxError && error.path === 'bad.json');
  writeText('bad.json', '');
  throws(() => readJson('bad.json'), Error, "'bad.json' is empty");
  writeText('bad.json', '\ufeff{"a": 1}');
  equal(readJson('bad.json'), { a: 1 });
});

test('values that JSON cannot hold name their place', () => {
  const cyclic = { list: [{}] };
  cyclic.list[0].up = cyclic;
  throws(() => writeJson('c.json', cyclic), TypeError, 'writeJson: the value.list[0].up is the value again', 'cycles');
  throws(() => writeJson('c.json', { a: [1n] }), TypeError, 'the value.a[0] is the BigInt 1n');
  throws(() => writeJson('c.json', undefined), TypeError, 'must be one that JSON can hold, got undefined');
  throws(() => writeJson('c.json', {}, -1), TypeError, 'indentation', '-1');
  throws(() => writeJson('c.json', { toJSON() { throw new RangeError('own'); } }), RangeError, 'own');
  same(fileExists('c.json'), false);
});

test('bytes that are no UTF-8 are an error, unless another encoding is named', () => {
  const { writeBytes } = requireVendor('sandbox-utils');
  writeBytes('latin', new Uint8Array([71, 114, 0xfc, 0xdf, 101]));
  throws(() => readText('latin'), Error, "readText: 'latin' is not UTF-8: byte 0xfc at offset 2", "encoding: 'latin1'");
  equal([readText('latin', { encoding: 'latin1' }), readText('latin', { fatal: false })], ['Grüße', 'Gr\ufffd\ufffde']);
  throws(() => readLines('latin'), Error, 'readLines');
  throws(() => readJson('latin'), Error, 'readJson', 'not UTF-8');
  writeBytes('after', new Uint8Array([0xef, 0xbf, 0xbd, 0x80]));
  throws(() => readText('after'), Error, 'offset 3');
  throws(() => readText('latin', { encoding: 'ebcdic' }), TypeError, "the encoding must be 'utf-8', 'utf-16le' or 'latin1', got 'ebcdic'");
});

test('UTF-16 and byte order marks', () => {
  const { writeBytes } = requireVendor('sandbox-utils');
  writeBytes('wide', new Uint8Array([0xff, 0xfe, 0x41, 0, 0xac, 0x20]));
  same(readText('wide', { encoding: 'utf-16le' }), 'A€');
  throws(() => readText('wide'), Error, "encoding: 'utf-16le'");
  writeBytes('wide', new Uint8Array([0x41, 0, 0]));
  throws(() => readText('wide', { encoding: 'utf-16le' }), Error, 'not UTF-16');
  same(readText('wide', { encoding: 'utf-16le', fatal: false }), 'A\ufffd');
  writeText('mark', '\ufefftext');
  equal([readText('mark'), fileSize('mark')], ['text', 7]);
});

test('half a surrogate pair is written as U+FFFD', () => {
  writeText('half', 'a\ud800b');
  same(readText('half'), 'a\ufffdb');
});

test('what is missing is named, with what is there', () => {
  writeText('dir/report.csv', '');
  let error = throws(() => readText('dir/reprot.csv'), Error, "readText: cannot read 'dir/reprot.csv': No such file or directory (ENOENT)", "did you mean 'dir/report.csv'?");
  equal([error.code, error.errno, error.path], ['ENOENT', std.Error.ENOENT, 'dir/reprot.csv']);
  throws(() => readText('dir/other'), Error, "in 'dir' there are report.csv");
  throws(() => readText('nowhere/x'), Error, "there is no directory 'nowhere' either", "'/app'");
  os.mkdir('void');
  throws(() => readJson('void/x'), Error, "the directory 'void' is empty");
  throws(() => fileSize('nope.txt'), Error, 'fileSize: cannot get the size of');
  throws(() => copyFile('nope.txt', 'x'), Error, 'copyFile: cannot read');
  throws(() => listFiles('nope'), Error, "listFiles: cannot list 'nope'", 'ENOENT');
});

test('a directory is no file', () => {
  os.mkdir('folder');
  for (const f of [readText, readLines, readJson, fileSize, (p) => writeText(p, ''), (p) => appendText(p, ''), removeFile]) {
    const error = throws(() => f('folder'), Error, "'folder'", 'EISDIR', 'it is a directory');
    same(error.code, 'EISDIR');
  }
  throws(() => copyFile('folder', 'x'), Error, 'EISDIR');
  throws(() => copyFile('t.txt', 'folder'), Error, "copyFile: cannot write 'folder'");
  throws(() => readText('t.txt/x'), Error, 'ENOTDIR');
  throws(() => writeText('t.txt/x', ''), Error, 't.txt');
  throws(() => listFiles('t.txt'), Error, 'ENOTDIR');
});

test('what is read-only stays as it is', () => {
  for (const f of [(p) => writeText(p, 'x'), (p) => appendText(p, 'x'), removeFile, (p) => copyFile('t.txt', p)]) {
    const error = throws(() => f('/data_js/csv-simple.js'), Error, '/data_js/csv-simple.js', 'only the workspace can be written to', "'csv-simple.js'");
    ok(['EROFS', 'EACCES', 'EPERM', 'ENOTCAPABLE'].includes(error.code), error.code);
  }
  throws(() => writeText('/data_js/new.js', 'x'), Error, 'only the workspace');
  throws(() => writeText('/elsewhere/new.txt', 'x'), Error, '/elsewhere', 'only the workspace');
  ok(readText('/data_js/csv-simple.js').includes('export function parse'));
});

test('copies are exact, and of one file refused', () => {
  const { readBytes, writeBytes } = requireVendor('sandbox-utils');
  const bytes = Uint8Array.from({ length: 200000 }, (_, i) => i * 31);
  same(writeBytes('big', bytes), 200000);
  same(copyFile('big', 'copy'), 200000);
  ok(readBytes('copy').every((b, i) => b === bytes[i]));
  writeText('small', 'abc');
  copyFile('small', 'copy');
  same(readText('copy'), 'abc');
  throws(() => copyFile('big', './big'), Error, "'big' and './big' are one file");
  os.symlink('big', 'link');
  throws(() => copyFile('big', 'link'), Error, 'one file');
  same(fileSize('big'), 200000);
});

test('removing tells whether it was there', () => {
  writeText('gone', '');
  equal([removeFile('gone'), removeFile('gone'), fileExists('gone'), removeFile('no/where')], [true, false, false, false]);
  os.symlink('nothing', 'dangling');
  equal([fileExists('dangling'), removeFile('dangling')], [false, true]);
});

test('listings are sorted, of files alone unless told otherwise', () => {
  for (const p of ['list/b.txt', 'list/a.txt', 'list/sub/c.txt', 'list/sub/deep/d.txt']) writeText(p, '');
  os.symlink('sub', 'list/link');
  equal(listFiles('list'), ['a.txt', 'b.txt']);
  equal(listFiles('list', { directories: true }), ['a.txt', 'b.txt', 'link/', 'sub/']);
  equal(listFiles('list', { recursive: true }), ['a.txt', 'b.txt', 'sub/c.txt', 'sub/deep/d.txt']);
  throws(() => listFiles('list', { recursiv: true }), TypeError, "there is no option 'recursiv'; did you mean 'recursive'?");
  ok(listFiles('/app').includes('t.txt') && listFiles('/data_js').includes('files.js'));
});

test('paths and texts of a wrong kind are refused', () => {
  for (const f of [readText, readLines, readJson, fileExists, fileSize, removeFile, (p) => writeText(p, ''), (p) => writeJson(p, 1)]) {
    throws(() => f(undefined), TypeError, 'the path must be a string that is not empty, got undefined');
    throws(() => f(''), TypeError, "got ''");
    throws(() => f('a\0b'), TypeError, 'NUL');
  }
  throws(() => writeText('x', { a: 1 }), TypeError, 'writeText: the text must be a string, got an object; writeJson');
  throws(() => writeText('x', undefined), TypeError, 'got undefined');
  throws(() => readText('x', 'utf-8'), TypeError, 'the options must be an object');
  equal([writeText('n', 12n), readText('n'), fileExists('x')], [2, '12', false]);
});

test('long names, and circles of links', () => {
  equal(throws(() => writeText('x'.repeat(300), ''), Error, '255 bytes').code, 'ENAMETOOLONG');
  os.symlink('loop2', 'loop1');
  os.symlink('loop1', 'loop2');
  throws(() => readText('loop1'), Error, 'ELOOP');
});

test('large files are read and written', () => {
  const line = 'x'.repeat(99);
  equal([writeLines('large', Array.from({ length: 50000 }, () => line)), readLines('large').length], [5000000, 50000]);
  ok(readText('large').endsWith(`${line}\n`));
  removeFile('large');
});

test('no file stays open', () => {
  for (let i = 0; i < 600; i++) {
    writeText('open', String(i));
    readText('open');
    fileExists('open');
    listFiles('list');
    throws(() => readText('folder'));
  }
  same(readText('open'), '599');
});

test('a program that changes globals does not change the helpers', () => {
  const { TextEncoder, TextDecoder } = globalThis;
  globalThis.TextEncoder = globalThis.TextDecoder = undefined;
  writeText('safe', 'é');
  same(readText('safe'), 'é');
  Object.assign(globalThis, { TextEncoder, TextDecoder });
});
