// title: Time and chance where they are taken away
// tries: to find a source of time or chance although determinism is on
// ends: completed
// policy: determinism=true

const begin = Date.now();
os.sleep(100000);
const slept = Date.now() - begin;
if (slept < 100000 || slept > 101000) console.log('ESCAPED', slept);
if (Math.abs(begin - Date.UTC(2026, 0, 1)) > 86400000) console.log('ESCAPED', begin);
console.log(begin, slept, Math.random(), performance.timeOrigin);
