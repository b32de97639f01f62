// title: Typed arrays over buffers that shrink and vanish
// tries: to read and write memory that was given back
// ends: completed

const buffer = new ArrayBuffer(1000, { maxByteLength: 100000 });
const view = new Uint8Array(buffer);
const fixed = new Float64Array(buffer, 8, 10);
const data = new DataView(buffer);
const shrink = { valueOf() { buffer.resize?.(0); return 5; } };
for (const act of [() => view.fill(shrink), () => view.set([1, 2, shrink]), () => view.subarray(shrink, 900), () => data.setFloat64(shrink, 1), () => data.getBigInt64(0), () => view.sort(() => { buffer.resize?.(0); return 0; }), () => view.indexOf(0, shrink), () => view.copyWithin(0, shrink, 900), () => view.slice(shrink, 900), () => new Uint8Array(buffer, shrink, 900), () => view.map(() => { buffer.resize?.(1); return 1; }), () => Atomics.add(view, shrink, 1), () => view.with?.(0, shrink), () => new Uint32Array(buffer, 2), () => new Uint8Array(2 ** 33), () => fixed[1000000], () => view.toReversed?.(), () => fixed.set(view, 2 ** 40)]) {
  buffer.resize?.(1000);
  try { act(); } catch (error) { if (!(error instanceof Error)) throw error; }
}
const gone = new ArrayBuffer(100);
const over = new Uint8Array(gone);
gone.transfer?.();
for (const act of [() => over[0], () => over.fill(1), () => [...over], () => over.length, () => new DataView(gone), () => over.set([1])]) {
  try { act(); } catch (error) { console.log(error.name); }
}
