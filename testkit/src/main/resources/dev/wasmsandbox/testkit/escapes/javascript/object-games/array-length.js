// title: Lengths and holes of arrays
// tries: to have arrays reach beyond their storage
// ends: completed | limit out_of_fuel | error RangeError | error InternalError
// policy: fuel=500000000 memory=48000000

const sparse = [];
sparse[2 ** 32 - 2] = 1;
for (const act of [() => sparse.length = 0, () => sparse.length = -1, () => sparse.length = 2 ** 32, () => [].concat(sparse, sparse).length, () => new Array(-1), () => new Array(2 ** 32 - 1).fill.length, () => Array(2 ** 31).join('x'), () => [1, 2, 3].splice(0, 2 ** 53), () => [].push.apply({ length: 2 ** 53 - 1 }, [1]), () => [3, 2, 1].sort(() => { throw 1; })]) {
  try { console.log(act()); } catch (error) { console.log(error?.name); }
}
const shrinking = Array.from({ length: 1000 }, (_, i) => i);
for (const act of [() => shrinking.sort((a, b) => { shrinking.length = 0; return a - b; }), () => shrinking.map((_, i) => { shrinking.length = i; return i; }), () => shrinking.splice(0, { valueOf() { shrinking.length = 0; return 10; } }), () => shrinking.indexOf({}, { valueOf() { shrinking.length = 0; return 0; } }),
  () => shrinking.fill({ get x() { return 1; } }, { valueOf() { shrinking.length = 5; return 0; } }), () => shrinking.copyWithin(0, { valueOf() { shrinking.length = 1; return 0; } }), () => shrinking.includes(1, { valueOf() { shrinking.length = 0; return 0; } }), () => shrinking.join({ toString() { shrinking.length = 0; return ','; } })]) {
  shrinking.length = 0;
  shrinking.push(...Array(1000).keys());
  try { act(); } catch (error) { console.log(error?.name); }
}
console.log('alive');
