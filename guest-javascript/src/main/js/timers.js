// Timers as browsers have them, on top of those of the interpreter's os module.
import * as os from 'os';

// Longer delays fire at once, in browsers and in Node.js alike.
const LONGEST = 2 ** 31 - 1;

function start(begin, callback, delay, args) {
  if (typeof callback !== 'function') {
    throw new TypeError('the callback of a timer must be a function');
  }
  return begin(args.length === 0 ? callback : () => callback(...args), delay);
}

function milliseconds(delay) {
  const number = Math.trunc(Number(delay));
  return number >= 1 && number <= LONGEST ? number : 1;
}

export function setTimeout(callback, delay, ...args) {
  return start(os.setTimeout, callback, milliseconds(delay), args);
}

export function setInterval(callback, delay, ...args) {
  return start(os.setInterval, callback, milliseconds(delay), args);
}

export function setImmediate(callback, ...args) {
  return start(os.setTimeout, callback, 0, args);
}

export function clearTimeout(id) {
  if (typeof id === 'number') {
    os.clearTimeout(id);
  }
}

export function clearInterval(id) {
  clearTimeout(id);
}

export function clearImmediate(id) {
  clearTimeout(id);
}
