console.log(typeof std.open, typeof os.open, typeof performance.now(), performance.now() >= 0, performance.timeOrigin > 1.5e12);
console.log(Math.random() !== Math.random(), Date.now() > 1.5e12, new Date().getTimezoneOffset());
console.log(Object.keys(globalThis), this === globalThis, typeof fetch, typeof URL, typeof require, typeof bjson);
console.log(Array.isArray(scriptArgs), os.platform, typeof os.exec, typeof std.popen, typeof os.Worker);
var declared = 1;
let lexical = 2;
console.log(globalThis.declared, globalThis.lexical, eval('lexical'));
