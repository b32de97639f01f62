// Promises and async: await, combinators, async iteration, order of jobs, timers

test('await of values, promises and thenables', async () => {
  equal([await 1, await Promise.resolve(2), await { then: (f) => f(3) }], [1, 2, 3]);
});

test('rejections become exceptions and back', async () => {
  const f = async () => {
    throw new TypeError('no');
  };
  await rejects(f(), TypeError, 'no');
  same(await f().catch((e) => e.message), 'no');
});

test('finally passes on, and its error wins', async () => {
  same(await Promise.resolve(1).finally(() => 2), 1);
  await rejects(Promise.resolve(1).finally(() => { throw new RangeError('f'); }), RangeError);
});

test('all, allSettled, race and any', async () => {
  const later = (v, ms) => new Promise((r) => setTimeout(r, ms, v));
  equal(await Promise.all([1, later(2, 1)]), [1, 2]);
  equal(await Promise.allSettled([1, Promise.reject('x')]), [
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: 'x' },
  ]);
  same(await Promise.race([later('slow', 5), later('fast', 1)]), 'fast');
  same(await Promise.any([Promise.reject(1), later('ok', 1)]), 'ok');
  await rejects(Promise.any([Promise.reject(1)]), AggregateError);
});

test('Promise.withResolvers and Promise.try', async () => {
  const { promise, resolve } = Promise.withResolvers();
  resolve(5);
  same(await promise, 5);
  await rejects(Promise.try(() => { throw new SyntaxError('s'); }), SyntaxError);
});

test('jobs run before timers, in order', async () => {
  const log = [];
  setTimeout(() => log.push('timer'), 0);
  queueMicrotask(() => log.push('micro'));
  Promise.resolve().then(() => log.push('then'));
  log.push('sync');
  await new Promise((r) => setTimeout(r, 5));
  equal(log, ['sync', 'micro', 'then', 'timer']);
});

test('for await over promises, async generators and early end', async () => {
  const seen = [];
  for await (const x of [Promise.resolve(1), 2]) seen.push(x);
  let closed = false;
  async function* g() {
    try {
      yield 3;
      yield 4;
    } finally {
      closed = true;
    }
  }
  for await (const x of g()) {
    seen.push(x);
    break;
  }
  equal([seen, closed], [[1, 2, 3], true]);
});

test('async generators take values and errors', async () => {
  async function* echo() {
    let got = yield 'start';
    while (got) got = yield got.toUpperCase();
  }
  const it = echo();
  await it.next();
  equal([(await it.next('a')).value, await it.next('')], ['A', { value: undefined, done: true }]);
});

test('async methods, arrows and functions in objects', async () => {
  const o = { async m() { return 1; }, a: async (x) => x, async *g() { yield 2; } };
  equal([await o.m(), await o.a(3), (await o.g().next()).value], [1, 3, 2]);
});

test('Array.fromAsync', async () => {
  equal(await Array.fromAsync([Promise.resolve(1), 2], (x) => x * 2), [2, 4]);
});

test('intervals repeat until they are cleared, timers take arguments', async () => {
  let n = 0;
  await new Promise((done) => {
    const id = setInterval((step) => {
      n += step;
      if (n === 6) {
        clearInterval(id);
        done();
      }
    }, 1, 2);
  });
  same(n, 6);
  const id = setTimeout(() => (n = 0), 1);
  clearTimeout(id);
  await new Promise((r) => setTimeout(r, 5));
  same(n, 6);
});

test('work side by side ends in the order of its times', async () => {
  const order = [];
  const work = async (name, ms) => {
    await new Promise((r) => setTimeout(r, ms));
    order.push(name);
  };
  await Promise.all([work('c', 9), work('a', 1), work('b', 5)]);
  equal(order, ['a', 'b', 'c']);
});
