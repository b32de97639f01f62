// title: Patterns that try everything in JavaScript
// tries: to hold a thread of the host in one match of JavaScript
// ends: limit out_of_fuel | limit timeout | completed | error InternalError
// policy: fuel=300000000 timeout=5000

/^(a+)+$/.test('a'.repeat(40) + '!');
/(x+x+)+y/.exec('x'.repeat(60));
