// title: Promises that make promises
// tries: to keep the queue of jobs from ever getting empty
// ends: limit out_of_fuel | error InternalError | limit memory_limit
// policy: fuel=200000000 memory=32000000

function more() { Promise.resolve().then(more); Promise.resolve().then(more); }
more();
await new Promise(() => {});
