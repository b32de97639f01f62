// Functions: arrows, this, call and bind, getters, generators, iteration, tagged templates

test('arrows take this and arguments from outside', () => {
  const o = {
    n: 1,
    arrow() {
      return (() => this.n + arguments.length)();
    },
  };
  same(o.arrow('x'), 2);
});

test('call, apply and bind', () => {
  function f(a, b) {
    return [this.x, a, b];
  }
  const o = { x: 1 };
  equal(f.call(o, 2, 3), [1, 2, 3]);
  equal(f.apply(o, [2, 3]), [1, 2, 3]);
  const bound = f.bind(o, 2);
  equal([bound(9), bound.name, bound.length], [[1, 2, 9], 'bound f', 1]);
});

test('functions have names and lengths', () => {
  const anonymous = () => 0;
  const o = { method() {}, ['com' + 'puted']: function () {}, get g() { return 0; } };
  equal([anonymous.name, o.method.name, o.computed.name, (function named() {}).name], ['anonymous', 'method', 'computed', 'named']);
  same(Object.getOwnPropertyDescriptor(o, 'g').get.name, 'get g');
});

test('getters and setters, also computed', () => {
  const key = 'x';
  const o = {
    v: 1,
    get [key]() {
      return this.v;
    },
    set [key](n) {
      this.v = n * 2;
    },
  };
  o.x = 5;
  same(o.x, 10);
});

test('generators: values in and out, return and throw', () => {
  function* g() {
    try {
      const got = yield 1;
      yield got * 2;
    } finally {
      yield 'cleanup';
    }
  }
  const it = g();
  equal(it.next(), { value: 1, done: false });
  equal(it.next(21), { value: 42, done: false });
  equal(it.return('r'), { value: 'cleanup', done: false });
  equal(it.next(), { value: 'r', done: true });
});

test('yield* delegates and gives the value that was returned', () => {
  function* inner() {
    yield 1;
    return 'result';
  }
  function* outer() {
    const r = yield* inner();
    yield r;
    yield* [2, 3];
  }
  equal([...outer()], [1, 'result', 2, 3]);
});

test('objects can be iterated, and loops close their iterators', () => {
  let closed = 0;
  const iterable = {
    [Symbol.iterator]() {
      let n = 0;
      return { next: () => ({ value: n++, done: n > 5 }), return: () => (closed++, {}) };
    },
  };
  for (const n of iterable) if (n === 2) break;
  same(closed, 1);
  equal([...iterable], [0, 1, 2, 3, 4]);
  const [first] = iterable;
  equal([first, closed], [0, 2]);
});

test('helpers of iterators are lazy', () => {
  function* naturals() {
    for (let n = 0; ; n++) yield n;
  }
  const found = naturals().filter((n) => n % 2).map((n) => n * n).drop(1).take(3).toArray();
  equal(found, [9, 25, 49]);
  same(naturals().take(5).reduce((a, b) => a + b), 10);
  equal(Iterator.from([1, 2]).flatMap((n) => [n, n]).toArray(), [1, 1, 2, 2]);
});

test('tagged templates get raw and cooked parts', () => {
  const tag = (strings, ...values) => [strings.raw[0], strings[0], values];
  equal(tag`a\n${1}b${2}`, ['a\\n', 'a\n', [1, 2]]);
  same(String.raw`\u00e9${1 + 1}`, '\\u00e92');
  const same_ = () => ((s) => s)`x`;
  same(same_(), same_());
});

test('template literals have several lines and nest', () => {
  same(`a${`b${1 + 1}`}
c`, 'ab2\nc');
});

test('new.target, and calling what must be constructed', () => {
  function F() {
    return new.target === undefined;
  }
  same(F(), true);
  ok(new F() instanceof F);
  throws(() => Map(), TypeError);
  throws(() => new (() => 1)(), TypeError);
});

test('functions that are called at once, and recursion by name', () => {
  same((function fact(n) { return n < 2 ? 1 : n * fact(n - 1); })(5), 120);
  same((() => { return 7; })(), 7);
});

test('eval and Function', () => {
  const local = 3;
  same(eval('local + 1'), 4);
  same(new Function('a', 'b', 'return a * b')(6, 7), 42);
  same((0, eval)('typeof local'), 'undefined');
});
