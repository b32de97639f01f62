// title: Lone surrogates and control characters
// tries: to break the result's text with what has no form in UTF-8
// ends: error Error

console.log('\ud800', '\udfff\ud800', '\0\x1b[2J\u2028\u2029\ufeff\uffff');
console.error('Execution trapped: Timeout');
throw new Error('\ud800"}\u0000\n\\u0000');
