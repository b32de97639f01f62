const original = {
  date: new Date(0),
  map: new Map([[{ key: 1 }, new Set([1, 2])]]),
  bytes: new Uint8Array([1, 2, 3]).subarray(1),
  error: new TypeError('kept'),
  list: [1, , 3],
  regexp: /x/gi,
  boxed: Object(1n),
};
original.self = original;
const copy = structuredClone(original);
console.log(copy.self === copy, copy !== original, copy.map !== original.map, copy.error instanceof TypeError);
delete copy.error;
console.log(copy);
const buffer = new ArrayBuffer(8);
const moved = structuredClone({ buffer }, { transfer: [buffer] });
console.log(moved.buffer.byteLength, buffer.detached);
for (const value of [() => {}, Symbol('s'), new WeakMap(), { inner: [console.log] }]) {
  try {
    structuredClone(value);
  } catch (error) {
    console.log(error.name, error.message);
  }
}
