// Flips of pancakes over all permutations: work on small arrays.
function flipsOf(order) {
  let flips = 0;
  for (let first; (first = order[0]) !== 0; flips++) {
    for (let i = 0, j = first; i < j; i++, j--) [order[i], order[j]] = [order[j], order[i]];
  }
  return flips;
}
function fannkuch(n) {
  const order = Array.from({ length: n }, (_, i) => i), counts = new Array(n).fill(0);
  let most = 0;
  for (;;) {
    most = Math.max(most, flipsOf(order.slice()));
    let i = 1;
    for (; i < n; i++) {
      const first = order[0];
      for (let j = 0; j < i; j++) order[j] = order[j + 1];
      order[i] = first;
      if (++counts[i] <= i) break;
      counts[i] = 0;
    }
    if (i === n) return most;
  }
}
console.log(fannkuch(8));
