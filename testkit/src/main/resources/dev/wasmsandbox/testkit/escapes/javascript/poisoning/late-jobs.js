// title: Jobs, timers and finalizers for after the end
// tries: to have code run when the run is over, or in the next one
// ends: completed | error TypeError

const registry = new FinalizationRegistry(() => console.log('late'));
registry.register({}, 1);
Promise.resolve().then(function later() { globalThis.count = (globalThis.count ?? 0) + 1; if (globalThis.count < 1000) return Promise.resolve().then(later); });
setTimeout(() => Promise.reject(new TypeError('late')), 1);
queueMicrotask?.(() => { throw new TypeError('microtask'); });
