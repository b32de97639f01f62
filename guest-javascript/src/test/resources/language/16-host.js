// Around the language: console, timers, structuredClone, performance, std and os, arguments

test('structuredClone: cycles, dates, maps, errors', () => {
  const o = { d: new Date(0), m: new Map([[1, new Set([2])]]), e: new RangeError('r'), r: /x/gi };
  o.self = o;
  const c = structuredClone(o);
  equal([c.self === c, c.d.getTime(), c.m.get(1).has(2), c.e instanceof RangeError, String(c.r)], [true, 0, true, true, '/x/gi']);
  throws(() => structuredClone(() => 1), DOMException);
});

test('timers and microtasks are functions', () => {
  for (const name of ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate', 'queueMicrotask']) {
    same(typeof globalThis[name], 'function');
  }
});

test('console has its methods', () => {
  for (const name of ['log', 'info', 'debug', 'warn', 'error', 'assert', 'count', 'countReset', 'dir', 'group', 'groupEnd', 'table', 'time', 'timeEnd', 'timeLog', 'trace']) {
    same(typeof console[name], 'function');
  }
});

test('performance.now goes forward', () => {
  const before = performance.now();
  ok(before >= 0 && performance.now() >= before);
});

test('std: open, puts, getline, loadFile, strerror, getenv', () => {
  const f = std.open('/app/s.txt', 'w');
  f.puts('one\ntwo\n');
  f.printf('%d-%s\n', 3, 'x');
  f.close();
  const g = std.open('s.txt', 'r');
  equal([g.getline(), g.readAsString(), g.eof()], ['one', 'two\n3-x\n', true]);
  g.close();
  equal([std.loadFile('s.txt').length, std.loadFile('none'), std.strerror(std.Error.ENOENT), std.getenv('NONE')], [12, null, 'No such file or directory', undefined]);
  same(std.sprintf('%05.2f|%-4s|%x', 3.14159, 'ab', 255), '03.14|ab  |ff');
});

test('os: files and directories give pairs', () => {
  os.mkdir('d');
  std.writeFile('d/f', 'x');
  const [names, error] = os.readdir('d');
  equal([names.sort(), error, os.stat('d/f')[0].size, os.stat('none')[1]], [['.', '..', 'f'], 0, 1, std.Error.ENOENT]);
  equal([os.rename('d/f', 'd/g'), os.remove('d/g'), os.remove('d'), os.getcwd()], [0, 0, 0, ['/app', 0]]);
});

test('os: descriptors, seeking and lengths', () => {
  const fd = os.open('n', os.O_RDWR | os.O_CREAT);
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  equal([os.write(fd, bytes, 0, 3), os.seek(fd, 1, std.SEEK_SET), os.read(fd, bytes, 0, 2), os.ftruncate(fd, 1), os.seek(fd, 0, std.SEEK_END), os.close(fd)], [3, 1, 2, 0, 1, 0]);
  ok(os.ftruncate(99, 0) < 0);
});

test('evalScript and loadScript', () => {
  std.writeFile('script.js', 'var fromScript = 5;');
  std.loadScript('script.js');
  equal([globalThis.fromScript, std.evalScript('fromScript + 1')], [5, 6]);
});

test('arguments, globalThis and queueMicrotask', () => {
  ok(Array.isArray(scriptArgs) && globalThis === this_());
  function this_() {
    return (0, eval)('this');
  }
});

test('explicit resource management', () => {
  const log = [];
  {
    const stack = new DisposableStack();
    stack.defer(() => log.push('closed'));
    stack.dispose();
  }
  equal([log, typeof Symbol.dispose, new SuppressedError('a', 'b', 'c').error], [['closed'], 'symbol', 'a']);
});

test('memory that is missing is an error that can be caught', () => {
  let caught;
  try {
    const hoard = [];
    for (;;) hoard.push(new Array(1e6).fill(0));
  } catch (error) {
    caught = error;
  }
  ok(caught instanceof Error, 'no error');
});
