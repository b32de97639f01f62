// ES modules: import, export, default, namespaces, cycles, dynamic import, JSON, import.meta

std.writeFile('lib.js', `
  export let count = 0;
  export const up = () => { count++; };
  export default class Named { hi() { return 'hi'; } }
  export { up as increment };
  export const where = import.meta.url;
`);
std.writeFile('again.js', "export * from './lib.js'; export * as all from './lib.js'; export { default } from './lib.js';");
std.writeFile('a.js', "import { b } from './b.js'; export const a = () => 'a' + b(); export const early = typeof b;");
std.writeFile('b.js', "import { a } from './a.js'; export function b() { return 'b' + typeof a; }");
std.writeFile('data.json', '{"n": 1}');
std.writeFile('broken.js', 'export const x = ;');
std.writeFile('waits.js', 'export const value = await new Promise((r) => setTimeout(r, 1, 42));');

test('bindings are live, exports have several names', async () => {
  const lib = await import('./lib.js');
  const before = lib.count;
  lib.increment();
  equal([lib.count - before, lib.up === lib.increment, new lib.default().hi()], [1, true, 'hi']);
});

test('exports can be passed on', async () => {
  const again = await import('./again.js');
  const lib = await import('./lib.js');
  equal([again.all.up === lib.up, again.default === lib.default, again.where], [true, true, 'file:///app/lib.js']);
});

test('namespaces are sealed objects', async () => {
  const lib = await import('./lib.js');
  equal(Object.keys(lib), ['count', 'default', 'increment', 'up', 'where']);
  throws(() => { 'use strict'; lib.count = 5; }, TypeError);
  same(lib[Symbol.toStringTag], 'Module');
});

test('modules may import each other', async () => {
  const { a } = await import('./a.js');
  same(a(), 'abfunction');
});

test('a module is evaluated once', async () => {
  same(await import('./lib.js'), await import('/app/lib.js'));
});

test('JSON is imported with its type', async () => {
  const { default: data } = await import('./data.json', { with: { type: 'json' } });
  same(data.n, 1);
});

test('top-level await in a module', async () => {
  same((await import('./waits.js')).value, 42);
});

test('what is missing or broken rejects', async () => {
  await rejects(import('./missing.js'), ReferenceError, 'missing.js');
  await rejects(import('./broken.js'), SyntaxError);
  await rejects(import('./lib.js').then((m) => m.nothing()), TypeError);
});

test('std and os are modules, too', async () => {
  same((await import('std')).open, std.open);
  same((await import('qjs:os')).getcwd, os.getcwd);
});

test('the helpers are modules', async () => {
  const csv = await import('/data_js/csv-simple.js');
  same(csv.parse, requireVendor('csv-simple').parse);
  same(csv.default, requireVendor('csv-simple'));
});
