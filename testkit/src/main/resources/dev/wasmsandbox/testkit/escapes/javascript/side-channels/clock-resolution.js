// title: How fine JavaScript's clocks are
// tries: to measure below a microsecond by performance.now, Date.now or os.now
// ends: completed
// policy: fuel=1000000000

for (const [name, read] of [['performance', () => performance.now()], ['Date', () => Date.now()], ['os.now', () => (os.now ? os.now() / 1000 : 0)]]) {
  let last = read();
  let finest = Infinity;
  for (let i = 0; i < 20000; i++) {
    const now = read();
    if (now > last) finest = Math.min(finest, now - last);
    last = now;
  }
  if (finest < 0.00099) console.log('ESCAPED', name, finest);
  console.log(name, 'finest step', finest.toFixed(6), 'ms');
}
