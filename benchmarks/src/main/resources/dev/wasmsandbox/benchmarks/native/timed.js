// Runs a program and says in the last line how many nanoseconds it took, compilation included: timed.js PROGRAM
import * as std from 'qjs:std';

const source = std.loadFile(scriptArgs[1]);
const start = performance.now();
std.evalScript(source);
console.log(Math.round((performance.now() - start) * 1e6));
