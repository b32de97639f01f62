// title: Messages that are none, from JavaScript
// tries: to break the host's reader of messages by strings of every kind
// ends: completed
// policy: fuel=500000000

const host = await import('_host');
const messages = ['', '{', '[]', 'null', '"x"', '{"type":1}', '{"type":"none"}', '{"type":"error"}x', '{"type":"error","line":1e400}', '{"type":"error","name":"\\ud800"}', '{"type":"error","name":"\ud800"}', '\0', '{"a":'.repeat(5000), '['.repeat(60000), '{"type":"error","message":"' + '\\u0041'.repeat(9000) + '"}', ' '.repeat(65536), ' '.repeat(65537), ' '.repeat(1000000), '{"type":"error","attributes":' + '{"a":'.repeat(31) + '1' + '}'.repeat(31) + '}', '{"type":"error","line":' + '9'.repeat(60000) + '}', '{"__proto__":1,"constructor":2,"type":"error"}'];
for (const message of messages) {
  try { host.call(message); } catch (error) { if (!(error instanceof TypeError)) throw error; }
}
for (const wrong of [undefined, null, 1, {}, Symbol('x'), { toString() { throw new TypeError('no'); } }]) {
  try { host.call(wrong); } catch (error) { if (!(error instanceof TypeError)) throw error; }
}
