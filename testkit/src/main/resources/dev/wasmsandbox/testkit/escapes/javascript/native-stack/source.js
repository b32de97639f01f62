// title: Nested source text in JavaScript
// tries: to use up the native stack in the parser of JavaScript
// ends: completed
// policy: fuel=4000000000

const n = 20000;
for (const source of ['('.repeat(n) + ')'.repeat(n), '['.repeat(n) + ']'.repeat(n), '{'.repeat(n) + '}'.repeat(n), '-'.repeat(n) + '1', '!'.repeat(n) + '1', 'a?'.repeat(n) + 'b', '`${'.repeat(n), 'x=>'.repeat(n) + '1', 'a.'.repeat(n) + 'b', 'new '.repeat(n) + 'X', '1+'.repeat(n) + '1', '1**'.repeat(n) + '1', 'function f(){'.repeat(n), 'class A{static{'.repeat(n), 'if(1)'.repeat(n) + ';', 'for(;;)'.repeat(n) + ';', 'try{'.repeat(n), '[a,'.repeat(n), 'async '.repeat(n), 'l:'.repeat(n) + ';', 'typeof '.repeat(n) + '1', '({a:'.repeat(n), 'a,'.repeat(n) + 'b', 'else '.repeat(n), 'do '.repeat(n)]) {
  try { new Function('return ' + source); eval(source); } catch (error) { if (!(error instanceof Error)) console.log('odd', error); }
}
console.log('alive');
