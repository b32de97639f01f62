// requireVendor, help, _state

test('requireVendor gives the packages by name', () => {
  for (const name of ['csv-simple', 'json-utils', 'string-utils', 'sandbox-utils']) {
    const found = requireVendor(name);
    ok(Object.isFrozen(found));
    equal([requireVendor(`${name}.js`) === found, requireVendor(`/data_js/${name}.js`) === found], [true, true]);
  }
});

test('requireVendor names what there is', () => {
  throws(() => requireVendor('lodash'), Error, "requireVendor: there is no package 'lodash'; there are csv-simple, json-utils, string-utils, sandbox-utils");
  throws(() => requireVendor('csv'), Error, 'csv-simple');
  throws(() => requireVendor('csv-smiple'), Error, "did you mean 'csv-simple'?");
  throws(() => requireVendor(), Error, 'undefined');
  throws(() => requireVendor('__proto__'), Error, 'no package');
});

test('packages can be imported, as a whole and by name', async () => {
  const { default: csv, parse } = await import('/data_js/csv-simple.js');
  equal([csv === requireVendor('csv-simple'), parse === csv.parse], [true, true]);
  const { readText: imported } = await import('/data_js/files.js');
  same(imported, readText);
  same((await import('/data_js/sandbox-utils.js')).grep, requireVendor('sandbox-utils').grep);
});

test('every function has its help', () => {
  const missing = [];
  for (const name of ['csv-simple', 'json-utils', 'string-utils', 'sandbox-utils']) {
    const members = requireVendor(name);
    for (const [key, member] of Object.entries(members)) {
      if (!member.help?.startsWith(`${key}(`) || !member.help.includes(`${key}(`, key.length)) missing.push(`${name}.${key}`);
      if (!members.help.includes(member.help)) missing.push(`${name}.help of ${key}`);
    }
    ok(members.help.startsWith(`${name}\n`), members.help.slice(0, 40));
  }
  equal(missing, []);
  for (const key of ['readJson', 'writeText', 'listFiles']) {
    ok(globalThis[key].help.startsWith(`${key}(`) && requireVendor.help.includes(`${key}(`));
  }
  ok(requireVendor.help.includes('csv-simple') && !requireVendor('sandbox-utils').find.help.includes('*\\/'));
});

test('help does not show among the properties', () => {
  equal([Object.keys(readText), Object.keys(requireVendor('csv-simple')), JSON.stringify(requireVendor('csv-simple'))], [[], ['parse', 'stringify'], '{}']);
});

test('packages cannot be changed, globals are the program\'s', () => {
  throws(() => { 'use strict'; requireVendor('csv-simple').parse = 1; }, TypeError);
  const before = readText;
  globalThis.readText = () => 'mine';
  same(readText('x'), 'mine');
  globalThis.readText = before;
});

test('the files can be read and copied', async () => {
  ok(listFiles('/data_js').join() === 'csv-simple.js,files.js,json-utils.js,sandbox-utils.js,string-utils.js');
  requireVendor('sandbox-utils').copyTree('/data_js', 'copied');
  const copy = await import('./copied/string-utils.js');
  same(copy.slugify('Größe'), 'grosse');
});

test('_state is an object, and may be another', () => {
  equal(_state, {});
  _state.a = 1;
  _state = { b: 2 };
  equal([_state, globalThis._state.b, Object.keys(globalThis).includes('_state')], [{ b: 2 }, 2, false]);
  eval('{ let _state = 5; }');
});
