// title: Generators, iterators and async iterators that never end
// tries: to hold the host in one step that never returns
// ends: limit out_of_fuel
// policy: fuel=100000000

const endless = { [Symbol.iterator]() { return { next() { return { value: 1, done: false }; }, return() { return endless; } }; } };
function* again() { try { yield* again2(); } finally { yield 1; } }
function* again2() { while (true) { try { yield 1; } catch { continue; } finally { continue; } } }
const running = again();
running.next();
try { running.return(); running.throw(1); } catch (error) { console.log(error); }
new Set(endless);
