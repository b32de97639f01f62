// JSON as text: places in it, and what it cannot hold.
import { refuse } from './errors.js';
import { formatPath } from './json-path.js';

const LONGEST_LINE = 60;

/** Where JSON.parse met something wrong, and what: ' at line 2, column 7: …' with the line. */
export function excerpt(source, error) {
  const place = /<input>:(\d+):(\d+)/.exec(error.stack);
  if (place === null) {
    return `: ${error.message}`;
  }
  const [line, column] = [Number(place[1]), Number(place[2])];
  const text = source.split('\n', line).at(-1) ?? '';
  const from = Math.max(0, column - LONGEST_LINE / 2);
  const shown = text.slice(from, from + LONGEST_LINE).trim();
  return ` at line ${line}, column ${column}: ${error.message}; there it says: ${shown}`;
}

/** JSON.stringify with errors that say where the value cannot be written. */
export function jsonText(name, value, indent) {
  if (!(Number.isInteger(indent) && indent >= 0 && indent <= 10) && typeof indent !== 'string') {
    refuse(name, 'the indentation must be a number of spaces from 0 to 10, or a text', indent);
  }
  let text;
  try {
    text = JSON.stringify(value, null, indent);
  } catch (error) {
    const found = unwritable(value, [], []);
    throw found === undefined ? error : new TypeError(`${name}: ${found}`, { cause: error });
  }
  if (text === undefined) {
    refuse(name, 'the value must be one that JSON can hold', value);
  }
  return text;
}

// What JSON.stringify throws for, as a text; undefined if it is something else, such as an error of a toJSON.
function unwritable(value, path, above) {
  if (typeof value === 'bigint') {
    return `${formatPath('the value', path)} is the BigInt ${value}n, which JSON cannot hold; write it as Number or String`;
  }
  if (typeof value !== 'object' || value === null || typeof value.toJSON === 'function') {
    return undefined;
  }
  const at = above.indexOf(value);
  if (at >= 0) {
    const inner = formatPath('the value', path);
    return `${inner} is ${formatPath('the value', path.slice(0, at))} again; JSON cannot hold cycles, leave it out`;
  }
  for (const key of Object.keys(value)) {
    const found = unwritable(value[key], [...path, Array.isArray(value) ? Number(key) : key], [...above, value]);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
