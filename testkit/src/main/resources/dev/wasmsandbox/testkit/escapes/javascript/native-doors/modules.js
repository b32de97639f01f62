// title: Native modules and workers
// tries: to load native code, or to start a worker that nobody limits
// ends: completed

for (const name of ['bjson', 'qjs:bjson', 'ffi', 'worker_threads', 'vm', 'qjs:vm', './native.so', '/usr/lib/libc.so', 'internal:native', 'internal:main', 'internal:console', 'fs', 'process', 'node:fs', 'std.so']) {
  try {
    const module = await import(name);
    console.log('ESCAPED', name, Object.keys(module).join());
  } catch (error) {
    console.log(name, error.name);
  }
}
for (const name of ['Worker', 'exec', 'dlopen', 'ttyGetWinSize', 'ttySetRaw', 'signal', 'pipe', 'kill', 'waitpid', 'dup', 'dup2', 'cputime']) {
  if (typeof os[name] === 'function') {
    try { console.log(name, typeof os[name](...(name === 'Worker' ? ['./w.js'] : [1, 1]))); } catch (error) { console.log(name, error.name); }
  }
}
