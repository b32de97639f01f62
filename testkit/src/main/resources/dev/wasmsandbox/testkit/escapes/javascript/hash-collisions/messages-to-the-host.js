// title: Keys that collide in the host, from JavaScript
// tries: to make the host's tables quadratic from JavaScript
// ends: completed | limit out_of_fuel
// policy: fuel=500000000

const host = await import('_host');
const keys = [];
for (let i = 0; i < 2048; i++) {
  let key = '';
  for (let bit = 0; bit < 11; bit++) key += (i >> bit) & 1 ? 'Aa' : 'BB';
  keys.push(key);
}
const attributes = Object.fromEntries(keys.map((key) => [key, 1]));
for (let i = 0; i < 20; i++) console.log(host.call(JSON.stringify({ type: 'error', attributes })));
