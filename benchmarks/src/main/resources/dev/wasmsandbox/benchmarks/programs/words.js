// Counting words: strings, maps and sorting.
let seed = 42;
const words = [];
for (let i = 0; i < 60000; i++) {
  seed = (seed * 69069 + 12345) % 2147483648;
  words.push(`word${seed % 5000}`);
}
const counts = new Map();
for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
const best = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 3);
console.log(JSON.stringify(best), words.join(' ').toUpperCase().split(' ').length);
