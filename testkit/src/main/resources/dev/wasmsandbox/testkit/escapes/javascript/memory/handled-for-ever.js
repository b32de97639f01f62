// title: A lack of memory that is caught for ever
// tries: to keep the host busy with growing memory
// ends: limit out_of_fuel
// policy: memory=16000000 fuel=200000000

for (;;) {
  try {
    const all = [];
    for (;;) all.push(new Uint8Array(1000000));
  } catch {
    continue;
  }
}
