// Searching a log with regular expressions.
const log = Array.from({ length: 2500 }, (_, i) => `2026-01-${i % 28 + 1} 12:${i % 60} user${i % 97}@example.org GET /page/${i}?q=${i * 7}`).join('\n');
let found;
for (let i = 0; i < 3; i++) found = [...log.matchAll(/(\d{4})-(\d+)-(\d+) .*?(\w+)@([\w.]+) (GET|PUT) (\/\S*)/g)];
console.log(found.length, log.replace(/[aeiou]\w/g, '*').length);
