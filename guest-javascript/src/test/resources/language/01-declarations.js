// Declarations and scope: let, const, var, functions, closures, destructuring, defaults, spread

test('let and const have block scope', () => {
  let x = 1;
  {
    let x = 2;
    same(x, 2);
  }
  same(x, 1);
  throws(() => eval('const c = 1; c = 2'), TypeError);
});

test('a name cannot be used before its let', () => {
  throws(() => {
    early;
    let early = 1;
  }, ReferenceError);
});

test('var and functions are hoisted', () => {
  same(hoisted(), 'function');
  same(typeof later, 'undefined');
  var later = 1;
  function hoisted() {
    return 'function';
  }
});

test('each turn of a loop has its own let', () => {
  const functions = [];
  for (let i = 0; i < 3; i++) functions.push(() => i);
  equal(functions.map((f) => f()), [0, 1, 2]);
});

test('closures share what they close over', () => {
  const counter = () => {
    let n = 0;
    return { up: () => ++n, get: () => n };
  };
  const { up, get } = counter();
  up();
  up();
  same(get(), 2);
});

test('destructuring of arrays: holes, defaults, rest, exchange', () => {
  const [a, , b = 5, ...rest] = [1, 2, undefined, 4, 5];
  equal([a, b, rest], [1, 5, [4, 5]]);
  let [x, y] = [1, 2];
  [x, y] = [y, x];
  equal([x, y], [2, 1]);
});

test('destructuring of objects: names, computed keys, nesting, rest', () => {
  const key = 'k';
  const { p: q, [key]: v, in: { deep = 7 } = {}, ...rest } = { p: 1, k: 2, r: 3 };
  equal([q, v, deep, rest], [1, 2, 7, { r: 3 }]);
});

test('destructuring of parameters and of null', () => {
  const f = ({ a = 1, b } = {}, [c] = [3]) => [a, b, c];
  equal(f(), [1, undefined, 3]);
  equal(f({ b: 2 }, [4]), [1, 2, 4]);
  throws(() => (({ a }) => a)(null), TypeError);
});

test('defaults see earlier parameters and are evaluated anew', () => {
  const f = (a, b = a * 2, c = []) => (c.push(b), c);
  equal(f(1), [2]);
  equal(f(2), [4]);
  same(((a, b = 1) => 0).length, 1);
});

test('spread of arrays, strings, sets and objects', () => {
  equal([...[1], ...'ab', ...new Set([2])], [1, 'a', 'b', 2]);
  equal({ a: 1, ...{ a: 2, b: 3 }, ...null }, { a: 2, b: 3 });
  same(Math.max(...[1, 5, 3]), 5);
});

test('rest parameters and arguments', () => {
  equal(((a, ...rest) => rest)(1, 2, 3), [2, 3]);
  same((function () { return arguments.length; })(1, 2), 2);
});

test('sloppy scripts make globals, functions in strict mode do not', () => {
  (function () { sloppyGlobal = 5; })();
  same(globalThis.sloppyGlobal, 5);
  throws(() => (function () { 'use strict'; strictGlobal = 5; })(), ReferenceError);
  same((function () { 'use strict'; return this; })(), undefined);
});

test('optional chaining, ?? and the assignments of logic', () => {
  const o = { f: () => 1, n: null };
  equal([o?.f?.(), o.x?.y.z.w, o.n ?? 'd', o.x?.[0], delete o?.q], [1, undefined, 'd', undefined, true]);
  let a = null, b = 0, c = 1;
  a ??= 1;
  b ||= 2;
  c &&= 3;
  equal([a, b, c], [1, 2, 3]);
});
