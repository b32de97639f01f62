// title: Scripts loaded from everywhere
// tries: to have std.loadScript, std.evalScript or eval run in another place than its own
// ends: completed

for (const act of [() => std.loadScript('/etc/passwd'), () => std.loadScript('@OUTSIDE@/secret.txt'), () => std.loadScript('folder'), () => std.evalScript('1;'.repeat(1000)), () => std.evalScript('let x = ;'), () => std.evalScript('(', { backtrace_barrier: true }),
  () => std.evalScript('await 1', { async: true }), () => new Function('return this')().std === std, () => (0, eval)('this') === globalThis, () => Reflect.construct(Function, ['return import("internal:native")'])(), () => std.parseExtJSON('{a:' + '['.repeat(10000))]) {
  try {
    const got = act();
    if (got && typeof got.then === 'function') got.then((value) => console.log(typeof value === 'object' && value && 'install' in value ? 'ESCAPED' : 'then'), (error) => console.log(error.name));
  } catch (error) {
    console.log(error.name);
  }
}
