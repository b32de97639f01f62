// title: Properties and keys that collide
// tries: to make property tables and maps slow
// ends: limit out_of_fuel
// policy: fuel=200000000

const parts = ['Aa', 'BB'];
const table = {};
const map = new Map();
for (let i = 0; ; i++) {
  let key = '';
  for (let bit = 0; bit < 16; bit++) key += parts[(i >> bit) & 1];
  table[key + i] = i;
  map.set(key, i);
  map.set(i * 2 ** 32, key);
  map.set(-0 + i / 2 ** 52, key);
}
