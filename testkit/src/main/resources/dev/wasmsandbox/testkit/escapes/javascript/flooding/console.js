// title: Every method of console without end
// tries: to fill the host's memory with output of console
// ends: limit out_of_fuel
// policy: stdout=1000 stderr=1000 fuel=200000000

const big = Array.from({ length: 100 }, (_, i) => ({ i, text: 'x'.repeat(100) }));
for (;;) {
  for (const name of ['log', 'error', 'warn', 'table', 'trace', 'dir', 'count', 'group', 'assert']) console[name]?.(big);
}
