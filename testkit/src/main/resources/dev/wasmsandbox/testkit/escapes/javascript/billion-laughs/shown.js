// title: Shared structures that are shown in full
// tries: to have console.log follow the same object billions of times
// ends: completed | limit out_of_fuel | error InternalError
// policy: fuel=500000000 memory=64000000 stdout=5000

let shared = { lol: 'lol' };
for (let i = 0; i < 60; i++) shared = { a: shared, b: shared, c: [shared, shared] };
console.log(shared);
console.table([shared, shared]);
try { structuredClone(shared); console.log('cloned'); } catch (error) { console.log(error.name); }
