// The largest singular value of an infinite matrix, cut off: loops over floating-point numbers.
const element = (i, j) => 1 / ((i + j) * (i + j + 1) / 2 + i + 1);

function times(vector, at) {
  return vector.map((_, i) => vector.reduce((sum, value, j) => sum + at(i, j) * value, 0));
}

const both = (vector) => times(times(vector, element), (i, j) => element(j, i));

let u = new Array(130).fill(1), v;
for (let i = 0; i < 8; i++) {
  v = both(u);
  u = both(v);
}
let product = 0, square = 0;
for (let i = 0; i < u.length; i++) {
  product += u[i] * v[i];
  square += v[i] * v[i];
}
console.log(Math.sqrt(product / square).toFixed(9));
