// Paths into JSON values: 'users[0].name', 'a["key with.dots"]', or an array of keys.
import { refuse, shown } from './errors.js';
import { lazy } from './lazy.js';

const PART = /(?:^|(?<!^)\.)([^.[\]]+)|\[(\d+)\]|\[(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\]/y;
const INDEX = /^(?:0|[1-9]\d{0,9})$/;
const plainKey = lazy(() => new RegExp('^[\\p{L}_$][\\p{L}\\p{N}_$-]*$', 'u'));

// With one of these, data could change what all objects inherit.
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

/** The keys that a path names: strings, and numbers for indices. */
export function parsePath(name, path) {
  const keys = Array.isArray(path) ? path.map((key) => checkedKey(name, key)) : split(name, path);
  for (const key of keys) {
    if (FORBIDDEN.includes(key)) {
      throw new TypeError(
        `${name}: the path ${shown(formatPath('', keys))} has the key '${key}', which could change all objects;` +
          ' use another key, or read it without this function',
      );
    }
  }
  return keys;
}

function checkedKey(name, key) {
  if (typeof key !== 'string' && !(Number.isSafeInteger(key) && key >= 0)) {
    refuse(name, 'the keys of a path must be strings and numbers from 0 on', key);
  }
  return key;
}

function split(name, path) {
  if (typeof path !== 'string') {
    refuse(name, 'the path must be a string or an array of keys', path, "for example 'users[0].name'");
  }
  const keys = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < path.length) {
    const at = PART.lastIndex;
    const part = PART.exec(path);
    if (part === null) {
      throw new SyntaxError(
        `${name}: the path ${shown(path)} is wrong at character ${at + 1}; write it as 'users[0].name', and keys` +
          ` with dots or brackets as 'files["a.txt"]'`,
      );
    }
    const [, plain, index, double, single] = part;
    const isIndex = index !== undefined || (plain !== undefined && INDEX.test(plain));
    keys.push(isIndex ? Number(index ?? plain) : (plain ?? (double ?? single).replace(/\\(.)/gs, '$1')));
  }
  return keys;
}

/** A path as text, behind a name for the whole value. */
export function formatPath(root, keys) {
  let text = root;
  for (const key of keys) {
    if (typeof key === 'number') {
      text += `[${key}]`;
    } else if (plainKey().test(key)) {
      text += text === '' ? key : `.${key}`;
    } else {
      text += `[${JSON.stringify(key)}]`;
    }
  }
  return text;
}
