// What a prompt needs beside running code: the last value shown, and what could be typed next.
import { call } from '_host';
import * as os from 'os';
import { encodeUtf8, globalLexicals, writeLine } from 'internal:native';
import { inspect } from 'internal:inspect';
import { NAME, readEnd } from 'internal:scan';

const STDOUT = 1;
const { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { stringify } = JSON;
const { toString: functionSource } = Function.prototype;
const global = globalThis;

// ---- the last value ----

let last;
let offersLast = false;

// Shows the value of an input, and lets the next ones name it `_`, unless the program uses that name itself.
export function echo(value) {
  if (value === undefined) {
    return;
  }
  writeLine(STDOUT, inspect(value));
  last = value;
  if (!offersLast) {
    offersLast = true;
    if (!('_' in global)) {
      defineProperty(global, '_', {
        get: () => last,
        set: (own) => void defineProperty(global, '_', data(own)),
        enumerable: false,
        configurable: true,
      });
    }
  }
}

function data(value) {
  return { value, writable: true, enumerable: true, configurable: true };
}

// ---- completion ----

// Bytes of a message, without the little that surrounds the candidates; the host takes 65,536.
const ROOM = 60000;
const MOST_CANDIDATES = 1000;
const MOST_PROTOTYPES = 100;
const MOST_ENTRIES = 10000;
const KEYWORDS = (
  'async await break case catch class const continue debugger default delete do else export extends false finally for '
  + 'from function if import in instanceof let new null of return static super switch this throw true try typeof var '
  + 'void while with yield'
).split(' ');
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;

// Tells the host what could stand at the end of a text, and how much of its end would be replaced.
export function complete(text) {
  const { word, candidates } = find(readEnd(text));
  const sent = [];
  const seen = new Set();
  let room = ROOM;
  for (const [name, kind] of candidates) {
    if (!name.startsWith(word) || seen.has(name) || UNPRINTABLE.test(name)) {
      continue;
    }
    seen.add(name);
    room -= encodeUtf8(stringify(name)).byteLength + kind.length + 6;
    if (room < 0 || sent.length === MOST_CANDIDATES) {
      break;
    }
    sent.push([name, kind]);
  }
  call(stringify({ type: 'completion', prefix: word, candidates: sent, truncated: sent.length < seen.size }));
}

function find({ tokens, names, string, isComment }) {
  if (isComment) {
    return { word: '', candidates: [] };
  }
  if (string !== undefined) {
    return findInString(tokens, string);
  }
  let word = '';
  const end = tokens.at(-1);
  if (end?.kind === 'name') {
    word = end.text;
    names.delete(word);
  } else if (end?.kind === 'number' || end?.kind === 'string') {
    return { word, candidates: [] };
  }
  const before = tokens.slice(0, word === '' ? tokens.length : -1).filter(({ kind }) => kind !== 'space');
  const shown = [...candidatesBehind(before, names)].filter(([name]) => word !== '' || !name.startsWith('_'));
  return { word, candidates: shown };
}

function candidatesBehind(tokens, names) {
  const before = tokens.at(-1)?.text;
  if (before === '.' || before === '?.') {
    return attributes(valueOf(tokens.slice(0, -1)));
  }
  return before === 'function' || before === 'class' || before === 'const' || before === 'let' || before === 'var'
    ? []
    : globalNames(names);
}

function kindOf(value) {
  if (typeof value !== 'function') {
    return 'value';
  }
  return apply(functionSource, value, []).startsWith('class') ? 'class' : 'function';
}

function* globalNames(ofText) {
  for (const scope of [globalLexicals(), global]) {
    for (const name of ownKeys(scope).filter(isName).sort()) {
      yield [name, kindOf(valueAt(scope, name))];
    }
  }
  for (const name of [...ofText].sort()) {
    if (!KEYWORDS.includes(name)) {
      yield [name, 'value'];
    }
  }
  for (const name of KEYWORDS) {
    yield [name, 'keyword'];
  }
}

function isName(key) {
  return typeof key === 'string' && NAME.test(key);
}

// The value of an own property that is no accessor.
function valueAt(object, key) {
  try {
    return getOwnPropertyDescriptor(object, key)?.value;
  } catch {
    return undefined;
  }
}

function* attributes(value) {
  if (value === undefined || value === null) {
    return;
  }
  const names = new Map();
  try {
    for (let object = Object(value), hops = 0; object !== null && hops < MOST_PROTOTYPES; hops++) {
      for (const key of ownKeys(object)) {
        if (isName(key) && !names.has(key)) {
          names.set(key, kindOf(valueAt(object, key)));
        }
      }
      object = getPrototypeOf(object);
    }
  } catch {
    // A proxy that does not want to be looked at.
  }
  yield* [...names].sort(([a], [b]) => (a < b ? -1 : 1));
}

// ---- values ----

// The value of the expression in which tokens end, if it consists of names, properties and literals only.
function valueOf(tokens) {
  try {
    return evaluate(tokens, tokens.length).value;
  } catch {
    // What a program does when its objects are looked at is its own affair.
    return undefined;
  }
}

// The value of the primary expression before `end`, and where it begins.
function evaluate(tokens, end) {
  const { kind, text } = tokens[end - 1] ?? {};
  const start = end - 1;
  if (kind === 'name') {
    const before = tokens[end - 2]?.text;
    if (before === '.' || before === '?.') {
      const owner = evaluate(tokens, end - 2);
      return { value: owner.value?.[text], start: owner.start };
    }
    return { value: lookUp(text), start };
  }
  switch (text) {
    case ']':
      return subscriptOrList(tokens, end);
    default:
      return { value: kind === 'string' ? '' : kind === 'regexp' ? /./ : undefined, start };
  }
}

function lookUp(name) {
  if (name === 'this') {
    return global;
  }
  const lexicals = globalLexicals();
  return Object.hasOwn(lexicals, name) ? lexicals[name] : KEYWORDS.includes(name) ? undefined : global[name];
}

function subscriptOrList(tokens, end) {
  const opening = openingOf(tokens, end - 1);
  const before = tokens[opening - 1];
  if (before === undefined || !(before.kind === 'name' || before.kind === 'string' || /^[)\]}]$/.test(before.text))) {
    return { value: [], start: Math.max(opening, 0) };
  }
  const owner = evaluate(tokens, opening);
  const inside = tokens.slice(opening + 1, end - 1);
  const key = inside.length === 1 ? literal(inside[0]) : undefined;
  return { value: key === undefined ? undefined : owner.value?.[key], start: owner.start };
}

function literal({ kind, text }) {
  switch (kind) {
    case 'number':
      return Number(text);
    case 'string':
      return text.slice(1, -1);
    case 'name':
      return lookUp(text);
    default:
      return undefined;
  }
}

function openingOf(tokens, closing) {
  let depth = 0;
  for (let i = closing; i >= 0; i--) {
    if (/^[)\]}]$/.test(tokens[i].text)) {
      depth++;
    } else if (/^[([{]$/.test(tokens[i].text) && --depth === 0) {
      return i;
    }
  }
  return -1;
}

// ---- inside of strings ----

function findInString(tokens, { quote, content }) {
  const before = tokens.filter(({ kind }) => kind !== 'space');
  if (before.at(-1)?.text === '[' && before.length > 1) {
    const keys = [...keysOf(valueOf(before.slice(0, -1)))].filter((key) => !key.includes(quote) && !key.includes('\\'));
    if (keys.length > 0) {
      return { word: content, candidates: keys.map((key) => [key, 'key']) };
    }
  }
  const slash = content.lastIndexOf('/');
  const word = content.slice(slash + 1);
  const isModule = /^(from|import)$/.test(before.at(-1)?.text) || /^import$/.test(before.at(-2)?.text);
  const modules = isModule && slash < 0 ? ['os', 'std'].map((name) => [name, 'module']) : [];
  return { word, candidates: [...modules, ...files(slash < 0 ? '.' : content.slice(0, slash + 1), word)] };
}

function keysOf(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? ownKeys(value).filter((key) => typeof key === 'string')
    : [];
}

function* files(directory, word) {
  const [names, error] = os.readdir(directory);
  if (error !== 0) {
    return;
  }
  for (const name of names.slice(0, MOST_ENTRIES).sort()) {
    if (name === '.' || name === '..' || (word === '' && name.startsWith('.')) || /['"`\\]/.test(name)) {
      continue;
    }
    const [status, unknown] = os.stat(`${directory}/${name}`);
    yield [unknown === 0 && (status.mode & os.S_IFMT) === os.S_IFDIR ? `${name}/` : name, 'file'];
  }
}
