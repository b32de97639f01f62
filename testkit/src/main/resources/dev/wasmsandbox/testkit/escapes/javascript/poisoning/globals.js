// title: Globals, frozen and replaced
// tries: to freeze or replace what the next run finds
// ends: completed

const keep = console.log;
for (const key of Reflect.ownKeys(globalThis)) {
  try {
    const value = globalThis[key];
    if (typeof value === 'object' || typeof value === 'function') { Object.freeze(value); Object.freeze(value.prototype); }
    Object.defineProperty(globalThis, key, { value: 'poison', configurable: true, writable: true });
  } catch { continue; }
}
keep(typeof globalThis.std);
