// title: Decoders of text
// tries: to have a decoder write beyond its buffer for malformed input
// ends: completed | limit out_of_fuel
// policy: fuel=500000000

let state = 7;
const random = (n) => { state = (state * 1103515245 + 12345) % 2147483648; return state % n; };
for (const label of ['utf-8', 'utf-16le', 'latin1', 'shift_jis', 'x'.repeat(10000), '\0']) {
  let decoder;
  try { decoder = new TextDecoder(label, { fatal: random(2) === 1 }); } catch (error) { console.log(error.name); continue; }
  for (let i = 0; i < 300; i++) {
    const bytes = new Uint8Array(random(100)).map(() => random(256));
    try { decoder.decode(bytes.subarray(random(10)), { stream: random(2) === 1 }); } catch (error) { if (!(error instanceof Error)) throw error; }
  }
}
const encoder = new TextEncoder();
for (const [text, size] of [['\ud800'.repeat(1000), 10], ['\u00e9'.repeat(1000), 1], ['x'.repeat(1000), 0]]) console.log(encoder.encodeInto?.(text, new Uint8Array(size))?.written <= size, encoder.encode(text).length);
for (const text of ['%', '%E0%A4', '%ff'.repeat(1000), '%u', '====', 'A'.repeat(99999)]) {
  for (const act of [decodeURIComponent, decodeURI, unescape, globalThis.atob, globalThis.btoa]) {
    try { act?.(text); } catch (error) { if (!(error instanceof Error)) throw error; }
  }
}
console.log('alive');
