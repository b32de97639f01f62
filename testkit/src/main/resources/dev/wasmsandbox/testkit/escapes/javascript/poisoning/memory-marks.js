// title: Memory filled with marks from JavaScript
// tries: to have the next run get memory with marks
// ends: completed | error InternalError | error RangeError
// policy: memory=64000000

const pieces = [];
for (let i = 0; i < 45; i++) pieces.push(new Uint8Array(1000000).fill(0x50));
console.log(pieces.length);
