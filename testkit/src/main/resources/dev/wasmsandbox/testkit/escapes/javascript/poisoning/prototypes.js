// title: Prototypes of built-in objects
// tries: to have the next run use methods of its own
// ends: error TypeError

for (const kind of [Object, Array, String, Number, Function, Promise, RegExp, Map, Set, Error, Symbol, Date, JSON, Math, Reflect]) {
  const target = kind.prototype ?? kind;
  for (const key of Reflect.ownKeys(target)) {
    try { Object.defineProperty(target, key, { value: () => 'poisoned', configurable: true, writable: true }); } catch { continue; }
  }
}
