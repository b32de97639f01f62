// title: A match that runs until the time limit in JavaScript
// tries: to be deaf to the time limit inside of the engine for patterns
// ends: limit timeout
// policy: timeout=100 fuel=1000000000000

/(?:(?:x|xx|x?)*)*y/.test('x'.repeat(70));
for (;;) /(a|aa|a?)+$/.test('a'.repeat(50) + 'b');
