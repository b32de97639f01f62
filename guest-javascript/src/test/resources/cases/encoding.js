const bytes = new TextEncoder().encode('aß€😀\ud83d');
console.log(bytes, new TextEncoder().encodeInto('aß€', new Uint8Array(4)));
console.log(new TextDecoder().decode(bytes));
console.log(JSON.stringify(new TextDecoder().decode(new Uint8Array([0x61, 0xf0, 0x9f, 0x98, 0x62, 0xc0, 0xed, 0xa0, 0x80]))));
console.log(new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x41])).length);
const decoder = new TextDecoder();
let text = '';
for (const byte of new TextEncoder().encode('€uro 😀')) {
  text += decoder.decode(new Uint8Array([byte]), { stream: true });
}
console.log(text + decoder.decode());
for (const action of [
  () => new TextDecoder('latin1'),
  () => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff])),
  () => new TextDecoder().decode('text'),
]) {
  try {
    action();
  } catch (error) {
    console.log(error.name);
  }
}
console.log(btoa('hello'), atob('aGVsbG8='));
