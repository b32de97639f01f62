// title: A clock made of a counter
// tries: to have another thread count while it measures, which is finer than any clock
// ends: completed

for (const act of [() => new Worker('x'), () => new os.Worker('./x.js'), () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10), () => Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10), () => structuredClone(new SharedArrayBuffer(4))]) {
  try { console.log(String(act()).slice(0, 20)); } catch (error) { console.log(error.name); }
}
