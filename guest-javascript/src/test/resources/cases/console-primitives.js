console.log('text', 1, -0, 0.1 + 0.2, 1e21, NaN, true, null, undefined, 10n, Symbol('s'));
console.log(['text', 1, -0, 1e21, true, null, undefined, 10n, Symbol('s')]);
console.log(["it's", 'say "hi"', 'both \' and "', 'all \' " `', 'tab\tline\n', '\u001b[0m', '\ud83d', 'grüße 😀 日本']);
console.log(new Number(3), new String('abc'), new Boolean(false), Object(Symbol('q')), Object(1n));
console.log();
console.log('');
console.log('a\nb');
