// title: Every function of std with every kind of argument
// tries: to have native code trust an argument
// ends: completed | exited 0 | limit out_of_fuel | error InternalError
// policy: fuel=300000000

const odd = [undefined, null, -1, 2 ** 31, NaN, '', '\0', 'x'.repeat(100000), {}, [], () => {}, Symbol('s'), 10n ** 30n, new Proxy({}, {}), new ArrayBuffer(8), new Uint8Array(8), { valueOf() { throw 1; }, toString() { throw 2; } }];
for (const [owner, skip] of [[std, ['exit', 'gc']], [os, ['sleep', 'setTimeout', 'setInterval', 'sleepAsync', 'setReadHandler', 'setWriteHandler', 'close']]]) {
  for (const name of Reflect.ownKeys(owner)) {
    if (typeof owner[name] !== 'function' || skip.includes(name)) continue;
    for (const a of odd) {
      for (const b of odd.slice(0, 8)) {
        try { owner[name](a, b, a); } catch (error) { /* any error is an answer */ }
        try { new owner[name](a, b); } catch (error) { /* any error is an answer */ }
      }
    }
  }
}
