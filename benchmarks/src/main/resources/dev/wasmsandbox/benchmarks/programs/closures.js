// Functions that make functions, and methods of arrays.
const compose = (...functions) => (x) => functions.reduce((value, f) => f(value), x);
const add = (n) => (x) => x + n;
const pipeline = compose(add(1), add(2), (x) => x * 3, (x) => x % 1009);
let total = 0;
for (let round = 0; round < 60; round++) {
  total += Array.from({ length: 1000 }, (_, i) => i + round).map(pipeline).filter((x) => x & 1).reduce((a, b) => a + b, 0);
}
console.log(total);
