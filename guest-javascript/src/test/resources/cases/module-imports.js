import * as std from 'std';
import * as os from 'qjs:os';
import { exit } from 'qjs:std';

os.mkdir('lib');
std.writeFile('lib/math.js', `
  import { name } from './deep/name.js';
  export const add = (a, b) => a + b;
  export default class Calculator { static title = name; }
`);
os.mkdir('lib/deep');
std.writeFile('lib/deep/name.js', 'export const name = "calculator"; export { twice } from "../../twice.js";');
std.writeFile('twice.js', 'export const twice = (x) => 2 * x;');
std.writeFile('data.json', '{"items": [1, 2]}');

const { default: Calculator, add } = await import('./lib/math.js');
console.log(add(2, 3), Calculator.title, std.exit === exit);
console.log(await import('/app/lib/deep/name.js'));
console.log((await import('./data.json', { with: { type: 'json' } })).default);
console.log((await import('file:///app/twice.js')).twice(4), import.meta.url, import.meta.main);
console.log(await import('./lib/math.js') === await import('./lib/../lib/math.js'));
export const exported = 1;
