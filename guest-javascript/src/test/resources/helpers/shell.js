// sandbox-utils: files and directories, search
const u = requireVendor('sandbox-utils');
const put = (...paths) => paths.forEach((path) => writeText(path, path));

test('the functions for files are there, too', () => {
  for (const name of ['readText', 'writeText', 'appendText', 'readLines', 'writeLines', 'readJson', 'writeJson', 'fileExists', 'fileSize', 'listFiles', 'copyFile', 'removeFile']) {
    same(u[name], globalThis[name]);
  }
  same(globalThis.readBytes, undefined);
});

test('readBytes and writeBytes', () => {
  const bytes = new Uint8Array([0, 255, 10, 13]);
  equal([u.writeBytes('b', bytes), [...u.readBytes('b')], u.writeBytes('b', bytes.subarray(1, 3)), [...u.readBytes('b')], u.writeBytes('b', bytes.buffer), u.writeBytes('b', new ArrayBuffer(0)), u.readBytes('b').length], [4, [0, 255, 10, 13], 2, [255, 10], 4, 0, 0]);
  throws(() => u.writeBytes('b', 'text'), TypeError, 'writeBytes: the bytes must be a Uint8Array or an ArrayBuffer', 'writeText');
  throws(() => u.readBytes('none'), Error, 'readBytes', 'ENOENT');
});

test('ls', () => {
  put('ls/b.txt', 'ls/a/x');
  os.symlink('b.txt', 'ls/link');
  equal(u.ls('ls'), ['a/', 'b.txt', 'link']);
  const [a, b] = u.ls('ls', { long: true });
  equal([a.name, a.type, b.name, b.type, b.size, b.modified instanceof Date], ['a', 'directory', 'b.txt', 'file', 8, true]);
  throws(() => u.ls('ls/b.txt'), Error, 'ENOTDIR');
  throws(() => u.ls('none'), Error, "ls: cannot list 'none'");
  ok(u.ls().includes('ls/'));
});

test('cat, touch, echo', () => {
  put('p1', 'p2');
  equal([u.cat('p1', 'p2'), u.cat()], ['p1p2', '']);
  throws(() => u.cat('p1', 'none'), Error, "cat: cannot read 'none'");
  u.touch('t/new');
  same(readText('t/new'), '');
  os.utimes('p1', 0, 0);
  u.touch('p1');
  ok(os.stat('p1')[0].mtime > 1e12 && readText('p1') === 'p1');
  equal([u.echo('one', 'e'), u.echo('two', 'e', { append: true }), readText('e'), u.echo('shown')], ['one', 'two', 'one\ntwo\n', 'shown']);
  throws(() => u.touch('/data_js/x'), Error, 'only the workspace');
});

test('mkdir', () => {
  u.mkdir('m/n/o');
  u.mkdir('m/n/o');
  equal(u.ls('m/n'), ['o/']);
  put('file');
  throws(() => u.mkdir('file'), Error, "mkdir: cannot make the directory 'file'", 'EEXIST');
  throws(() => u.mkdir('file/x'), Error, 'ENOTDIR');
  throws(() => u.mkdir('/elsewhere'), Error, 'only the workspace');
});

test('rm and removeTree', () => {
  put('r/a', 'r/s/b', 'r/s/c', 'single');
  throws(() => u.rm('r'), Error, "rm: cannot remove 'r'", '{ recursive: true }');
  equal([u.rm('single'), u.rm('r', { recursive: true }), fileExists('r')], [1, 5, false]);
  throws(() => u.rm('r'), Error, 'ENOENT');
  same(u.rm('r', { force: true }), 0);
  put('keep/x', 'q/y');
  os.symlink('../keep', 'q/link');
  equal([u.removeTree('q'), readText('keep/x')], [3, 'keep/x']);
  throws(() => u.removeTree('none'), Error, 'removeTree', 'ENOENT');
  throws(() => u.removeTree('/data_js'), Error, 'only the workspace');
  for (const path of ['/app', '.', '/', '../app', '/app/']) {
    throws(() => u.removeTree(path), Error, 'the current directory');
    throws(() => u.rm(path, { recursive: true, force: true }), Error, 'the current directory');
  }
  ok(fileExists('keep/x'));
});

test('cp', () => {
  put('src/a', 'src/s/b');
  equal([u.cp('src/a', 'copy'), u.cp('src/a', 'into/'), readText('into/a'), u.cp('src', 'all', { recursive: true }), readText('all/s/b')], [1, 1, 'src/a', 2, 'src/s/b']);
  equal([u.cp('src', 'all', { recursive: true }), readText('all/src/s/b')], [2, 'src/s/b']);
  throws(() => u.cp('src', 'x'), Error, "cp: cannot copy 'src'", '{ recursive: true }');
  throws(() => u.cp('none', 'x'), Error, 'ENOENT');
  throws(() => u.cp('src/a', './src/a'), Error, 'one file');
});

test('copyTree', () => {
  put('ct/a', 'ct/s/b', 'ct2/old', 'ct2/a');
  os.symlink('a', 'ct/link');
  equal([u.copyTree('ct', 'ct2'), u.find('*', 'ct2'), readText('ct2/a'), os.readlink('ct2/link')[0]], [3, ['ct2/a', 'ct2/link', 'ct2/old', 'ct2/s/b'], 'ct/a', 'a']);
  same(u.copyTree('ct', 'ct2'), 3);
  throws(() => u.copyTree('ct', 'ct/inner'), Error, "'ct/inner' lies in 'ct'");
  throws(() => u.copyTree('ct', 'ct'), Error, 'without end');
  throws(() => u.copyTree('ct/a', 'y'), Error, 'ENOTDIR');
  u.copyTree('/data_js', 'mine');
  ok(fileSize('mine/lib/xml.js') > 1000);
});

test('mv', () => {
  put('v1', 'v3', 'vd/x');
  u.mv('v1', 'v2');
  u.mv('v2', 'v3');
  u.mv('v3', 'vd');
  u.mv('vd', 'deep/er/ve');
  equal([readText('deep/er/ve/v3'), fileExists('v1'), fileExists('vd')], ['v1', false, false]);
  throws(() => u.mv('none', 'x'), Error, "mv: cannot move 'none'", 'ENOENT');
  throws(() => u.mv('/data_js/files.js', 'x'), Error, "mv: cannot move '/data_js/files.js' to 'x'");
});

test('walk goes through everything, and where it is told not to', () => {
  put('w/a', 'w/s/b', 'w/t/c');
  os.symlink('.', 'w/self');
  equal([...u.walk('w')], [['w', ['s', 'self', 't'], ['a']], ['w/s', [], ['b']], ['w/t', [], ['c']]]);
  const seen = [];
  for (const [directory, directories] of u.walk('w')) {
    seen.push(directory);
    directories.splice(0, 1);
  }
  equal(seen, ['w', 'w/t']);
  throws(() => [...u.walk('none')], Error, 'walk', 'ENOENT');
});

test('find', () => {
  put('f/a.csv', 'f/b.json', 'f/s/c.csv', 'f/s/t/d.tsv');
  equal(u.find('*.csv', 'f'), ['f/a.csv', 'f/s/c.csv']);
  equal(u.find('s/*.csv', 'f'), ['f/s/c.csv']);
  equal(u.find('**/*.{csv,tsv}', 'f'), ['f/a.csv', 'f/s/c.csv', 'f/s/t/d.tsv']);
  equal(u.find('[!a].*', '/app/f'), ['/app/f/b.json', '/app/f/s/c.csv', '/app/f/s/t/d.tsv']);
  equal(u.find(/^s\/.*sv$/g, 'f/'), ['f/s/c.csv', 'f/s/t/d.tsv']);
  equal([u.find('*', 'f', { type: 'directory' }), u.find('?', 'f', { type: 'any' }), u.find('*', 'f', { maxDepth: 1 }), u.find('none*', 'f')], [['f/s', 'f/s/t'], ['f/s', 'f/s/t'], ['f/a.csv', 'f/b.json'], []]);
  ok(u.find('a.csv').includes('f/a.csv'));
  put('f/odd[1].txt', 'f/a+b.txt');
  equal([u.find('odd[[]1].txt', 'f'), u.find('a+b.txt', 'f')], [['f/odd[1].txt'], ['f/a+b.txt']]);
  throws(() => u.find(5), TypeError, "find: the pattern must be a string such as '*.csv'");
  throws(() => u.find('*', 'f', { type: 'dir' }), TypeError, "'file', 'directory' or 'any'");
});

test('tree', () => {
  put('tr/b', 'tr/a/x', 'tr/a/y/z');
  same(u.tree('tr'), 'tr\n├── a/\n│   ├── x\n│   └── y/\n│       └── z\n└── b');
  same(u.tree('tr', { maxDepth: 1 }), 'tr\n├── a/\n└── b');
});

test('grep', () => {
  writeText('g/a.txt', 'one\nTwo two\nthree\n');
  writeText('g/s/b.txt', 'two');
  u.writeBytes('g/binary', new Uint8Array([0xff, 0x74, 0x77, 0x6f]));
  equal(u.grep('two', 'g'), [{ path: 'g/a.txt', line: 2, text: 'Two two' }, { path: 'g/s/b.txt', line: 1, text: 'two' }]);
  equal([u.grep(/^t/i, 'g/a.txt').map((m) => m.line), u.grep('T', 'g/a.txt', { ignoreCase: true }).length, u.grep('two', 'g/a.txt', { invert: true }).map((m) => m.text), u.grep(/./g, 'g', { maxCount: 2 }).length], [[2, 3], 2, ['one', 'three'], 2]);
  equal([u.grep('.', 'g/a.txt'), u.grep('x', ['g/a.txt', 'g/s'])], [[], []]);
  throws(() => u.grep('two', 'g/binary'), Error, "'g/binary' is not UTF-8");
  throws(() => u.grep('two', 'none'), Error, 'grep', 'ENOENT');
  throws(() => u.grep(5, 'g'), TypeError, 'grep: the pattern');
});

test('sed', () => {
  writeText('sed1', 'a.b a.b\nversion: 1.2\n');
  writeText('sed2', 'a.b');
  equal([u.sed('a.b', '$&', ['sed1', 'sed2']), readText('sed1'), readText('sed2')], [3, '$& $&\nversion: 1.2\n', '$&']);
  equal([u.sed(/^version: (\d)\.\d/m, 'version: $1.9', 'sed1'), u.sed(/\d/, (d) => d * 2, 'sed1'), readText('sed1')], [1, 2, '$& $&\nversion: 2.18\n']);
  const before = os.stat('sed2')[0].mtime;
  equal([u.sed('absent', 'x', 'sed2'), os.stat('sed2')[0].mtime], [0, before]);
  throws(() => u.sed('', 'x', 'sed2'), TypeError, 'not empty');
  throws(() => u.sed('a', 5, 'sed2'), TypeError, 'replacement');
  throws(() => u.sed('a', 'b', 'none'), Error, 'ENOENT');
});

test('head, tail, wc', () => {
  writeText('empty-file', '');
  writeText('lines', Array.from({ length: 30 }, (_, i) => `l${i}\n`).join(''));
  equal([u.head('lines', 2), u.tail('lines', 2), u.head('lines').length, u.tail('lines').length, u.head('lines', 0), u.tail('lines', 0), u.head('lines', 99).length], [['l0', 'l1'], ['l28', 'l29'], 10, 10, [], [], 30]);
  writeText('count', 'é two\nthree');
  equal(u.wc('count'), { lines: 1, words: 3, characters: 11, bytes: 12 });
  const long = Array.from({ length: 30000 }, (_, i) => `line é ${i}`);
  writeLines('long', long);
  equal([u.head('long', 3), u.tail('long', 3), u.head('long', 29999).length, u.tail('long', 29999)[0], u.tail('long', 30000)[0]], [long.slice(0, 3), long.slice(-3), 29999, long[1], long[0]]);
  u.writeBytes('mixed', new Uint8Array(200000).fill(0x78).with(199999, 0xff));
  writeText('mixed2', `ok\n${'x'.repeat(200000)}\r\nend`);
  equal([u.head('mixed2', 1), u.tail('mixed2', 1), u.tail('mixed2', 2)[0].length], [['ok'], ['end'], 200000]);
  throws(() => u.head('mixed'), Error, 'not UTF-8');
  equal([u.head('/data_js/lib/js-yaml.js', 1).length, u.head('empty-file') ], [1, []]);
  throws(() => u.head('lines', -1), TypeError, 'number of lines');
  throws(() => u.wc('none'), Error, 'ENOENT');
});

test('diff', () => {
  writeText('d1', 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n');
  writeText('d2', 'a\nB\nc\nd\ne\nf\ng\nh\ni\nj\nk');
  same(u.diff('d1', 'd2', { context: 1 }), '--- d1\n+++ d2\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n@@ -10 +10,2 @@\n j\n+k\n\\ No newline at end of file\n');
  same(u.diff('d1', 'd1'), '');
  same(u.diffText('', 'a\n'), '--- from\n+++ to\n@@ -0,0 +1 @@\n+a\n');
  same(u.diffText('a\n', '', { names: ['x', 'y'] }), '--- x\n+++ y\n@@ -1 +0,0 @@\n-a\n');
  throws(() => u.diffText('a', 5), TypeError, 'second text');
});

test('differences lead from one text to the other', () => {
  let seed = 1;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  for (let round = 0; round < 60; round++) {
    const a = Array.from({ length: random(20) }, () => `${random(4)}\n`);
    const b = Array.from({ length: random(20) }, () => `${random(4)}\n`);
    const lines = u.diffText(a.join(''), b.join(''), { context: 99 }).split('\n').slice(3, -1);
    const side = (mark) => lines.filter((l) => l[0] !== mark).map((l) => `${l.slice(1)}\n`).join('');
    if (a.join('') !== b.join('')) equal([side('+'), side('-')], [a.join(''), b.join('')]);
  }
  const big = (mark) => Array.from({ length: 3000 }, (_, i) => `${mark}${i}\n`).join('');
  ok(u.diffText(big('a'), big('b')).length > 30000);
});
