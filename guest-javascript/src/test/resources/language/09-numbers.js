// Numbers and BigInt: formats, rounding, Math, integers, limits

test('formats of numbers', () => {
  equal([(1234.5678).toFixed(2), (0.000001234).toString(), (1e21).toString(), (255).toString(16), (0.1).toString(2).length > 50, (1234.5).toExponential(1), (1234.5).toPrecision(2)], ['1234.57', '0.000001234', '1e+21', 'ff', true, '1.2e+3', '1.2e+3']);
});

test('toFixed rounds what the number is', () => {
  equal([(1.005).toFixed(2), (1.45).toFixed(1), (-1.5).toFixed(0), (0).toFixed(2)], ['1.00', '1.4', '-2', '0.00']);
});

test('parsing', () => {
  equal([parseInt('12px'), parseInt('ff', 16), parseFloat('3.14abc'), Number('12px'), Number('1e3'), Number(' '), parseInt('0x1f')], [12, 255, 3.14, NaN, 1000, 0, 31]);
});

test('integers and their limits', () => {
  equal([Number.MAX_SAFE_INTEGER, Number.isSafeInteger(2 ** 53), Number.isInteger(5.0), Number.EPSILON > 0, 0.1 + 0.2 === 0.3], [9007199254740991, false, true, true, false]);
});

test('NaN, infinities and minus zero', () => {
  equal([Number.isNaN(NaN), isNaN('x'), 1 / 0, -1 / 0, Object.is(-0, 0), 1 / -0, Math.max(), Math.min()], [true, true, Infinity, -Infinity, false, -Infinity, -Infinity, Infinity]);
});

test('Math', () => {
  equal([Math.trunc(-1.7), Math.sign(-3), Math.cbrt(27), Math.hypot(3, 4), Math.clz32(1), Math.log2(8), Math.fround(5.5), Math.imul(3, 4)], [-1, -1, 3, 5, 31, 3, 5.5, 12]);
  equal([Math.round(-0.5), Math.round(2.5), Math.round(-2.5), Math.floor(-1.1), Math.ceil(-1.1)], [-0, 3, -2, -2, -1]);
});

test('sums that lose nothing', () => {
  same(Math.sumPrecise([0.1, 0.2, 0.3]), 0.6);
  same(Math.f16round(1.337), 1.3369140625);
});

test('BigInt: arithmetic and texts', () => {
  equal([2n ** 100n, -7n / 2n, -7n % 2n, BigInt('0xff'), (255n).toString(16), 5n << 3n], [1267650600228229401496703205376n, -3n, -1n, 255n, 'ff', 40n]);
});

test('BigInt does not mix with numbers', () => {
  throws(() => 1n + 1, TypeError);
  throws(() => BigInt(1.5), RangeError);
  equal([1n == 1, 1n === 1, 2n > 1, Number(5n), BigInt.asUintN(8, 257n), BigInt.asIntN(8, 255n)], [true, false, true, 5, 1n, -1n]);
});

test('large factorials', () => {
  let f = 1n;
  for (let i = 1n; i <= 50n; i++) f *= i;
  same(String(f), '30414093201713378043612608166064768844377641568960512000000000000');
});

test('toLocaleString is there, in one form for all', () => {
  same(typeof (1234.5).toLocaleString(), 'string');
});

test('random numbers', () => {
  const values = Array.from({ length: 50 }, Math.random);
  ok(values.every((v) => v >= 0 && v < 1) && new Set(values).size > 45);
});
