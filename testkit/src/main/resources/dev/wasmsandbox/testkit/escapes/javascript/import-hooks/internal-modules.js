// title: Modules of the bootstrap
// tries: to get the functions that the bootstrap uses, and to install others in their place
// ends: completed

for (const name of ['internal:native', 'internal:errors', 'internal:main', 'internal:inspect', 'internal:', './internal:native', '/internal:native', 'file:///internal:native', 'INTERNAL:native', 'internal:native\0', '_host/../internal:native', 'qjs:internal:native']) {
  try {
    const module = await import(name);
    console.log('ESCAPED', name, Object.keys(module).join());
  } catch (error) {
    console.log(error.name);
  }
}
std.open('internal:native', 'w').puts('export const install = 1;');
try { await import('internal:native'); console.log('ESCAPED'); } catch (error) { console.log(error.name); }
os.remove('internal:native');
