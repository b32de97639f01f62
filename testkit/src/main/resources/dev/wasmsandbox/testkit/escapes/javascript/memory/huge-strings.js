// title: Strings up to the limit of the language
// tries: to have one operation make gigabytes from JavaScript
// ends: completed | limit out_of_fuel
// policy: memory=32000000 fuel=1000000000

for (const act of [() => 'x'.repeat(2 ** 29), () => 'x'.repeat(2 ** 30), () => 'x'.repeat(2 ** 53), () => 'x'.padEnd(2 ** 31), () => 'x'.padStart(2 ** 29 - 1), () => 'xy'.repeat(1e6).replaceAll('x', 'z'.repeat(1e6)), () => 'x'.repeat(1e6).split('').join('y'.repeat(1e4)), () => Array(1e6).join('abc'.repeat(1000)), () => encodeURIComponent('\u1234'.repeat(1e7)), () => 'x'.repeat(1e7).normalize('NFKD'), () => '\u0130'.repeat(5e6).toLowerCase(), () => JSON.stringify('\u0001'.repeat(1e7)), () => escape('\u1234'.repeat(1e7)), () => 'x'.repeat(5e6).localeCompare('x'.repeat(5e6)), () => String.fromCharCode(...Array(1e6)), () => new Uint8Array(2 ** 32), () => new ArrayBuffer(2 ** 40), () => new Float64Array(2 ** 28), () => new SharedArrayBuffer(2 ** 31)]) {
  try { console.log(typeof act()); } catch (error) { console.log(error?.name ?? error); }
}
