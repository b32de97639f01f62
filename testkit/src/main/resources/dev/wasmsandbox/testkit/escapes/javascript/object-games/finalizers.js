// title: Finalization registries and weak references
// tries: to use an object after it was collected
// ends: completed

const revived = [];
const registry = new FinalizationRegistry((held) => { revived.push(held); globalThis.later = new FinalizationRegistry(() => registry.register({}, 1)); for (let i = 0; i < 10; i++) registry.register({}, { i }); });
const weak = [];
for (let i = 0; i < 1000; i++) {
  const object = { i };
  object.self = object;
  registry.register(object, { i }, object);
  weak.push(new WeakRef(object));
  if (i % 100 === 0) std.gc();
}
std.gc();
await 0;
std.gc();
for (const ref of weak) ref.deref()?.i;
for (const bad of [1, 'x', null, Symbol.iterator, globalThis]) {
  try { new WeakRef(bad); registry.register(bad, bad); } catch (error) { console.log(error.name); }
}
