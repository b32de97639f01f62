// title: Noise as source text
// tries: to have the parser go wrong on text that is almost a program
// ends: completed | limit out_of_fuel
// policy: fuel=500000000

let state = 42;
const random = (n) => { state = (state * 1103515245 + 12345) % 2147483648; return state % n; };
const parts = 'function * async await yield class extends super new . ?. ?? => ( ) [ ] { } ; , : ... = == ++ -- ` ${ / /x/v 1 0x 1n "s" # #p @ let const var for of in if else try catch finally return throw switch case default break continue label import export static get set this null'.split(' ');
let accepted = 0;
for (let i = 0; i < 4000; i++) {
  let text = '';
  for (let j = random(30); j >= 0; j--) text += parts[random(parts.length)] + (random(3) ? ' ' : '');
  try {
    new Function(text);
    accepted++;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) console.log(error.name, text);
  }
}
console.log(accepted > 0);
