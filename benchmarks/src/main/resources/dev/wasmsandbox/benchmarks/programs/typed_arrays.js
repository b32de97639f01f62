// A sieve and a checksum in typed arrays.
const size = 400000, composite = new Uint8Array(size);
let primes = 0;
for (let i = 2; i < size; i++) {
  if (composite[i]) continue;
  primes++;
  for (let j = i * 2; j < size; j += i) composite[j] = 1;
}
let checksum = 1;
for (let i = 0; i < size; i++) checksum = (Math.imul(checksum, 31) + composite[i]) | 0;
console.log(primes, checksum);
