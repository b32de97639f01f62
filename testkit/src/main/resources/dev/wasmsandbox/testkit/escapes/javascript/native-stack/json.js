// title: Nested JSON in JavaScript
// tries: to use up the native stack in JSON.parse and JSON.stringify
// ends: completed
// policy: fuel=4000000000

let deep = [];
for (let i = 0; i < 20000; i++) deep = [deep];
for (const act of [() => JSON.parse('['.repeat(100000)), () => JSON.parse('['.repeat(100000) + ']'.repeat(100000)), () => JSON.parse('{"a":'.repeat(100000) + '1' + '}'.repeat(100000)), () => JSON.stringify(deep), () => JSON.parse('[1,2]', function again() { return JSON.parse('[1]', again); }), () => JSON.stringify({ toJSON() { return JSON.stringify(this); } }), () => std.parseExtJSON('['.repeat(100000))]) {
  try { console.log(typeof act()); } catch (error) { console.log(error.name); }
}
