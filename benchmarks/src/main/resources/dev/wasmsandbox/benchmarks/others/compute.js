function collatz(n) {
  let steps = 0;
  while (n !== 1) {
    n = n % 2 === 1 ? 3 * n + 1 : n / 2;
    steps++;
  }
  return steps;
}

let most = 0;
for (let n = 1; n < 3000; n++) most = Math.max(most, collatz(n));
console.log(most);
