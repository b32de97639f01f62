// title: Nested regular expressions in JavaScript
// tries: to use up the native stack in the compiler and the engine of patterns
// ends: completed | limit out_of_fuel
// policy: fuel=1000000000

for (const source of ['('.repeat(50000) + ')'.repeat(50000), '(?:'.repeat(50000), '(?='.repeat(10000) + 'a' + ')'.repeat(10000), '(?<=' .repeat(5000) + 'a' + ')'.repeat(5000), '[[a]'.repeat(10000), '(a|'.repeat(10000) + 'b' + ')'.repeat(10000), '(?<n>a)'.repeat(3000), '\\1'.repeat(10000) + '(a)', '((a*)*)*'.repeat(1000)]) {
  for (const flags of ['', 'u', 'v']) {
    try { new RegExp(source, flags).test('a'.repeat(1000)); } catch (error) { if (!(error instanceof Error)) throw error; }
  }
}
console.log('alive');
