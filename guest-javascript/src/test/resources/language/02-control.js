// Control flow: loops, labels, switch, exceptions, operators

test('labels leave and go on with outer loops', () => {
  const seen = [];
  outer: for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      if (j === 1) continue outer;
      if (i === 2) break outer;
      seen.push([i, j]);
    }
  }
  equal(seen, [[0, 0], [1, 0]]);
  block: {
    break block;
  }
});

test('switch falls through and compares strictly', () => {
  const f = (x) => {
    const out = [];
    switch (x) {
      case 1:
        out.push(1);
      case 2: {
        out.push(2);
        break;
      }
      default:
        out.push('d');
    }
    return out;
  };
  equal([f(1), f(2), f('1')], [[1, 2], [2], ['d']]);
});

test('for-in has inherited names, for-of the values', () => {
  const o = Object.create({ inherited: 1 }, { hidden: { value: 1 } });
  o.own = 2;
  const names = [];
  for (const name in o) names.push(name);
  equal(names, ['own', 'inherited']);
  const values = [];
  for (const [i, x] of ['a', 'b'].entries()) values.push(i + x);
  equal(values, ['0a', '1b']);
});

test('integer keys come first and in order', () => {
  equal(Object.keys({ b: 1, 2: 1, a: 1, 1: 1, [Symbol()]: 1 }), ['1', '2', 'b', 'a']);
});

test('do-while, comma and the conditional operator', () => {
  let n = 0;
  do n++;
  while (n < 3);
  same((n++, n > 3 ? 'more' : 'less'), 'more');
});

test('finally runs, and its return wins', () => {
  const log = [];
  const f = () => {
    try {
      log.push('try');
      throw 1;
    } catch {
      log.push('catch');
      return 'catch';
    } finally {
      log.push('finally');
      return 'finally';
    }
  };
  same(f(), 'finally');
  equal(log, ['try', 'catch', 'finally']);
});

test('errors have causes, and subclasses are errors', () => {
  class Special extends RangeError {
    name = 'Special';
    constructor(message, options) {
      super(message, options);
      this.extra = 1;
    }
  }
  const e = new Special('m', { cause: 'c' });
  ok(e instanceof RangeError && e instanceof Error);
  equal([String(e), e.cause, e.extra, typeof e.stack], ['Special: m', 'c', 1, 'string']);
  ok(!('cause' in new Error('x')));
});

test('AggregateError, Error.isError and stacks with places', () => {
  const e = new AggregateError([new Error('a')], 'all');
  equal([e.errors.length, e.message, Error.isError?.(e)], [1, 'all', true]);
  ok(/user_code\.js:\d+:\d+/.test(new Error('x').stack));
});

test('exponents, remainders and shifts', () => {
  equal([2 ** -1, (-2) ** 2, 2 ** 3 ** 2, -7 % 3, 7 % -3], [0.5, 4, 512, -1, 1]);
  equal([1 << 31, -1 >>> 0, -1 >>> 28, 5 & 3, 5 | 3, 5 ^ 3, ~5], [-2147483648, 4294967295, 15, 1, 7, 6, -6]);
});

test('equality, typeof and instanceof', () => {
  ok(null == undefined && null != 0 && NaN !== NaN && '1' == 1 && [] + [] === '');
  equal([typeof null, typeof (() => 1), typeof 1n, typeof Symbol(), typeof undefined], ['object', 'function', 'bigint', 'symbol', 'undefined']);
  class Even {
    static [Symbol.hasInstance](n) {
      return n % 2 === 0;
    }
  }
  ok(2 instanceof Even && !(1 instanceof Even));
});

test('conversions to primitives', () => {
  const o = { [Symbol.toPrimitive]: (hint) => (hint === 'number' ? 42 : hint) };
  equal([+o, `${o}`, o + ''], [42, 'string', 'default']);
  equal([1 + '2', '3' * '4', [] + {}, +[], +{}, +'', +' 12 ', +'0x1f'], ['12', 12, '[object Object]', 0, NaN, 0, 12, 31]);
});

test('with and octal literals work in sloppy code only', () => {
  same(new Function('with ({ a: 1 }) return a')(), 1);
  throws(() => new Function('"use strict"; with ({}) {}'), SyntaxError);
  same(0o17 + 0b11 + 1_000, 1018);
});

test('deep recursion is an error that can be caught', () => {
  const f = () => f();
  throws(f, RangeError);
  same(1 + 1, 2);
});
