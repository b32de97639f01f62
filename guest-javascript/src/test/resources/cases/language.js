const groups = Object.groupBy([1, 2, 3, 4], (n) => (n % 2 ? 'odd' : 'even'));
console.log(groups.odd, [3, 1, 2].toSorted(), [1, 2, 3].at(-1), [1, [2, [3]]].flat(Infinity), structuredClone([1]));
console.log('2024-01-02'.match(/(?<y>\d+)-(?<m>\d+)/).groups.y, 'aXbX'.replaceAll('X', '-'), 'ß'.toUpperCase());
const { a, ...rest } = { a: 1, b: 2, c: 3 };
console.log(a, rest, rest?.missing?.deep ?? 'default', 2 ** 10, 7n ** 20n, 0b101, 1_000);
console.log([...new Set([1, 1, 2])], new Set([1, 2]).union(new Set([3])), Object.fromEntries([['k', 'v']]));
label: for (let i = 0; ; i++) {
  for (;;) {
    if (i === 2) break label;
    continue label;
  }
}
console.log(5e15 % 7, -7.5 % 2, 1e308 % 3, -0 % 5, 5 % 0, 2 ** 53 % 10);
console.log(new Intl_().toString());
function Intl_() { this.toString = () => typeof Intl; }
console.log((1234.5678).toFixed(2), (255).toString(16), parseInt('12px'), Number(''), 0.1 * 3);
console.log(JSON.stringify({ d: new Date(0), u: undefined, n: [NaN], nested: { x: 1 } }, null, 2));
