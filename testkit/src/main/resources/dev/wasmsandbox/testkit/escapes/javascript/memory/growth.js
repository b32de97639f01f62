// title: Arrays that grow for ever
// tries: to take all memory from JavaScript
// ends: error InternalError | error RangeError | error TypeError | limit memory_limit
// policy: memory=16000000 fuel=2000000000

const all = [];
for (;;) all.push(new Array(1000).fill(all.length));
