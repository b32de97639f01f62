console.log([1, 2, 3], [], [[]], [{}], [, 1, , 2, , ,], Object.assign([1], { key: 'x' }));
console.log(new Map([['a', 1], [{ x: 1 }, [1, 2]]]), new Set([1, 'x', { y: 2 }]), new Map(), new Set());
console.log(new Uint8Array([1, 2, 3]), new Float64Array(2), new BigInt64Array(1), new ArrayBuffer(4));
console.log(new DataView(new ArrayBuffer(2)));
console.log(new WeakMap(), new WeakSet(), Promise.resolve(4), new Promise(() => {}));
console.log((function () { return arguments; })(1, 2), (function* () {})());
console.log(Array.from({ length: 101 }, (_, i) => i).slice(95), Array.from({ length: 102 }, (_, i) => i));
