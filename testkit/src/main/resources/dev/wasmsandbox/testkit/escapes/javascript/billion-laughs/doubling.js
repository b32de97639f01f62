// title: Strings, arrays and templates that double
// tries: to have a handful of doublings make more than there is
// ends: completed | limit out_of_fuel
// policy: memory=32000000 fuel=1000000000

const attempts = [
  () => { let s = 'lol'; for (let i = 0; i < 40; i++) s = s + s; return s.length + s.charCodeAt(5); },
  () => { let s = 'ab'; for (let i = 0; i < 40; i++) s = s.replace(/a/g, s); return s; },
  () => { let a = [1]; for (let i = 0; i < 40; i++) a = [...a, ...a]; return a; },
  () => { let a = ['lol']; for (let i = 0; i < 40; i++) a = [a, a]; return a.flat(Infinity); },
  () => { let a = ['lol']; for (let i = 0; i < 30; i++) a = [a, a]; return JSON.stringify(a); },
  () => { let s = 'x'; for (let i = 0; i < 40; i++) s = `${s}${s}`; return JSON.stringify({ s }); },
  () => 'x'.replace('x', '$&$&'.repeat(100000)).replaceAll('x', "$`$'".repeat(1000)),
];
for (const attempt of attempts) {
  try { console.log(typeof attempt()); } catch (error) { console.log(error.name); }
}
