// title: An uncaught error when there is no memory
// tries: to have the reporter fail for lack of memory
// ends: error InternalError | error RangeError | error Error | limit memory_limit | error object | error TypeError
// policy: memory=16000000 fuel=2000000000

const all = [];
try {
  for (;;) all.push({ a: all.length, b: 'x' + all.length });
} catch (error) {
  globalThis.all = all;
  throw new Error('y'.repeat(100000), { cause: error });
}
