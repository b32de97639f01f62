// Values as text, the way console.log of Node.js shows them.
import { className, promiseState, proxyTarget } from 'internal:native';
import { errorText } from 'internal:errors';

const CUSTOM = Symbol.for('nodejs.util.inspect.custom');
const IDENTIFIER = /^[a-zA-Z_][a-zA-Z_0-9]*$/;
// Entries that fit into one line are only joined when they hold no deeper nesting than this.
const COMPACT_LEVELS = 3;
// The sum of a line's parts may be a little longer than the line that results: quotes, key and brackets come on top.
const LINE_ALLOWANCE = 10;

const DEFAULTS = {
  depth: 2,
  breakLength: 80,
  maxArrayLength: 100,
  maxStringLength: 10000,
  showHidden: false,
};

const typedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const typedArrayLength = Object.getOwnPropertyDescriptor(typedArrayPrototype, 'length').get;
const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, 'size').get;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, 'size').get;
const { forEach: mapForEach } = Map.prototype;
const { forEach: setForEach } = Set.prototype;
const { toString: functionSource } = Function.prototype;
const { toISOString, getTime } = Date.prototype;
const { toString: regExpSource } = RegExp.prototype;
const { deref } = WeakRef.prototype;
const { apply, ownKeys, getPrototypeOf, getOwnPropertyDescriptor } = Reflect;
const { propertyIsEnumerable } = Object.prototype;
const unboxed = {
  Number: Number.prototype.valueOf,
  String: String.prototype.valueOf,
  Boolean: Boolean.prototype.valueOf,
  BigInt: BigInt.prototype.valueOf,
  Symbol: Symbol.prototype.valueOf,
};

export function inspect(value, options) {
  const state = { ...DEFAULTS, ...options, seen: [], circular: new Map(), indentation: 0, level: 0 };
  if (state.depth === null) {
    state.depth = Infinity;
  }
  return formatValue(state, value, 0, true);
}

// console.log(...values): format specifiers in a leading string, everything else separated by spaces.
export function format(...values) {
  const parts = [];
  let next = 0;
  if (values.length > 1 && typeof values[0] === 'string') {
    next = 1;
    parts.push(
      values[0].replace(/%[sdifjoOc%]/g, (specifier) => {
        if (specifier === '%%') {
          return '%';
        }
        return next < values.length ? formatSpecified(specifier[1], values[next++]) : specifier;
      }),
    );
  }
  for (; next < values.length; next++) {
    parts.push(typeof values[next] === 'string' ? values[next] : inspect(values[next]));
  }
  return parts.join(' ');
}

function formatSpecified(specifier, value) {
  switch (specifier) {
    case 's':
      return formatString(value);
    case 'd':
      return typeof value === 'bigint' ? `${value}n` : formatNumber(typeof value === 'symbol' ? NaN : Number(value));
    case 'i':
      return typeof value === 'bigint' ? `${value}n` : formatNumber(typeof value === 'symbol' ? NaN : parseInt(value));
    case 'f':
      return formatNumber(typeof value === 'symbol' ? NaN : parseFloat(value));
    case 'j':
      return formatJson(value);
    case 'o':
      return inspect(value, { depth: 4, showHidden: true });
    case 'O':
      return inspect(value, { depth: 4 });
    default:
      // %c takes a style, which has no meaning here.
      return '';
  }
}

function formatString(value) {
  switch (typeof value) {
    case 'bigint':
      return `${value}n`;
    case 'number':
      return formatNumber(value);
    case 'object':
      return value !== null && !printsItself(value) ? inspect(value, { depth: 0 }) : String(value);
    default:
      return String(value);
  }
}

// Whether toString was written by the program, or is one that says more than "[object Object]".
function printsItself(value) {
  const kind = className(value);
  return kind === 'Error' || kind === 'Date' || (kind === 'Object' && value.toString !== Object.prototype.toString);
}

function formatJson(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof TypeError && /circular/.test(error.message)) {
      return '[Circular]';
    }
    throw error;
  }
}

function formatNumber(number) {
  return Object.is(number, -0) ? '-0' : `${number}`;
}

// ---- primitive values ----

export function quote(text) {
  let mark = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) {
      mark = '"';
    } else if (!text.includes('`') && !text.includes('${')) {
      mark = '`';
    }
  }
  let quoted = mark;
  for (let i = 0; i < text.length; i++) {
    quoted += escapeUnit(text, i, mark);
  }
  return quoted + mark;
}

const ESCAPES = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\' };

function escapeUnit(text, index, mark) {
  const unit = text[index];
  const code = text.charCodeAt(index);
  if (unit === mark) {
    return `\\${unit}`;
  }
  if (unit in ESCAPES) {
    return ESCAPES[unit];
  }
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) {
    return `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return isLoneSurrogate(text, index, code) ? `\\u${code.toString(16)}` : unit;
}

function isLoneSurrogate(text, index, code) {
  if (code >= 0xd800 && code <= 0xdbff) {
    const next = text.charCodeAt(index + 1);
    return !(next >= 0xdc00 && next <= 0xdfff);
  }
  if (code >= 0xdc00 && code <= 0xdfff) {
    const previous = text.charCodeAt(index - 1);
    return !(previous >= 0xd800 && previous <= 0xdbff);
  }
  return false;
}

function quotePlain(text) {
  return /[^\x20-\x7e]|['\\]/.test(text) ? quote(text) : `'${text}'`;
}

function formatStringValue(state, text) {
  let trailer = '';
  if (text.length > state.maxStringLength) {
    const hidden = text.length - state.maxStringLength;
    text = text.slice(0, state.maxStringLength);
    trailer = `... ${hidden} more character${hidden > 1 ? 's' : ''}`;
  }
  // Long texts of several lines are shown line by line.
  if (text.length > 16 && text.length > state.breakLength - state.indentation - 4 && text.includes('\n')) {
    const lines = text.split(/(?<=\n)/).map(quotePlain);
    return lines.join(` +\n${' '.repeat(state.indentation + 2)}`) + trailer;
  }
  return quotePlain(text) + trailer;
}

function formatPrimitive(state, value) {
  switch (typeof value) {
    case 'string':
      return formatStringValue(state, value);
    case 'number':
      return formatNumber(value);
    case 'bigint':
      return `${value}n`;
    default:
      return String(value);
  }
}

// ---- objects ----

function formatValue(state, value, depth, isTop = false) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) {
    return formatPrimitive(state, value);
  }
  // Nothing of a proxy's handler may run: what is shown is its target.
  let target = value;
  while (className(target) === 'Proxy') {
    target = proxyTarget(target);
  }
  if (target === value) {
    const custom = customText(state, value, depth);
    if (custom !== undefined) {
      return custom;
    }
  }
  if ((typeof target !== 'object' && typeof target !== 'function') || target === null) {
    return '<Revoked Proxy>';
  }
  if (state.seen.includes(target)) {
    if (!state.circular.has(target)) {
      state.circular.set(target, state.circular.size + 1);
    }
    return `[Circular *${state.circular.get(target)}]`;
  }
  return formatObject(state, target, depth, isTop);
}

function customText(state, value, depth) {
  const custom = value[CUSTOM];
  if (typeof custom !== 'function' || custom === inspect) {
    return undefined;
  }
  const text = apply(custom, value, [state.depth - depth, { depth: state.depth - depth }, inspect]);
  if (text === value) {
    return undefined;
  }
  return typeof text === 'string'
    ? text.replaceAll('\n', `\n${' '.repeat(state.indentation)}`)
    : formatValue(state, text, depth);
}

// The class of an object: the first constructor that its prototypes name; null when there is none.
function constructorName(value) {
  for (let object = value, hops = 0; object !== null && hops < 1000; object = getPrototypeOf(object), hops++) {
    if (className(object) === 'Proxy') {
      return null;
    }
    const found = getOwnPropertyDescriptor(object, 'constructor');
    const name = found && typeof found.value === 'function' ? functionName(found.value) : '';
    if (name !== '' && (object !== value || hops > 0)) {
      return name;
    }
  }
  return null;
}

function functionName(callable) {
  const name = getOwnPropertyDescriptor(callable, 'name');
  return name && typeof name.value === 'string' ? name.value : '';
}

function toStringTag(value, constructor) {
  let tag;
  try {
    // One of its own is shown among the properties.
    tag = apply(propertyIsEnumerable, value, [Symbol.toStringTag]) ? '' : value[Symbol.toStringTag];
  } catch {
    return '';
  }
  return typeof tag === 'string' && tag !== '' && tag !== constructor ? tag : '';
}

// What stands before the braces, with a space behind it.
function prefix(constructor, tag, fallback, size = '') {
  const suffix = tag !== '' && tag !== fallback ? `[${tag}] ` : '';
  return constructor === null
    ? `[${fallback}${size}: null prototype] ${suffix}`
    : `${constructor}${size} ${tag !== constructor && tag !== '' ? `[${tag}] ` : ''}`;
}

function visibleKeys(state, value, skipsIndices) {
  return ownKeys(value).filter((key) => {
    if (skipsIndices && isIndex(key)) {
      return false;
    }
    return (state.showHidden && typeof key === 'string') || apply(propertyIsEnumerable, value, [key]);
  });
}

function isIndex(key) {
  return typeof key === 'string' && /^(0|[1-9][0-9]{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1;
}

const ARRAY = 1;
const OBJECT = 0;

// How to show an object: { open, close, entries: () => string[], isEmpty, base, kind, keys }. An object that is nothing
// but its base and has no keys is shown as the base alone. `depth` is that of what is in the object.
function describe(state, value, depth) {
  const kind = className(value);
  const constructor = constructorName(value);
  const tag = toStringTag(value, constructor);
  const braces = (fallback, size, entries, isEmpty = false) => ({
    open: `${prefix(constructor, tag, fallback, size)}{`,
    close: '}',
    entries,
    isEmpty,
    keys: visibleKeys(state, value, false),
    kind: OBJECT,
  });
  const based = (base, skipsIndices = false) => ({
    open: '{',
    close: '}',
    entries: () => [],
    keys: visibleKeys(state, value, skipsIndices),
    kind: OBJECT,
    base,
  });

  if (typeof value === 'function') {
    return based(functionBase(value, kind, constructor, tag));
  }
  switch (kind) {
    case 'Array': {
      const size = constructor === 'Array' && tag === '' ? '' : prefix(constructor, tag, 'Array', `(${value.length})`);
      return brackets(state, value, size, value.length, depth);
    }
    case 'Arguments':
      return { ...braces(kind, '', () => [], true), open: '[Arguments] {' };
    case 'Map': {
      const size = apply(mapSize, value, []);
      return braces('Map', `(${size})`, () => mapEntries(state, value, depth), size === 0);
    }
    case 'Set': {
      const size = apply(setSize, value, []);
      return braces('Set', `(${size})`, () => setEntries(state, value, depth), size === 0);
    }
    case 'Error':
      return { ...based(errorText(value)), keys: errorKeys(state, value), isError: true };
    case 'Date': {
      const isValid = !Number.isNaN(apply(getTime, value, []));
      return based(isValid ? apply(toISOString, value, []) : 'Invalid Date');
    }
    case 'RegExp':
      return based(apply(regExpSource, value, []));
    case 'Number':
    case 'String':
    case 'Boolean':
    case 'BigInt':
    case 'Symbol': {
      const inner = formatPrimitive(DEFAULTS, apply(unboxed[kind], value, []));
      return based(`[${kind}${constructor === kind ? '' : ` (${constructor})`}: ${inner}]`, kind === 'String');
    }
    case 'ArrayBuffer':
    case 'SharedArrayBuffer':
      return braces(kind, '', () => bufferEntries(state, value));
    case 'DataView':
      return braces(kind, '', () => viewEntries(state, value, depth));
    case 'Promise':
      return braces(kind, '', () => promiseEntries(state, value, depth));
    case 'WeakSet':
    case 'WeakMap':
      return braces(kind, '', () => ['<items unknown>']);
    case 'WeakRef':
      return braces(kind, '', () => [nested(state, apply(deref, value, []), depth)]);
    case 'Generator':
    case 'AsyncGenerator':
      return { ...braces(kind, '', () => [], true), open: `Object [${kind}] {` };
    default:
      break;
  }
  if (ArrayBuffer.isView(value)) {
    const length = apply(typedArrayLength, value, []);
    const before = prefix(constructor, tag === kind ? '' : tag, kind, `(${length})`);
    return brackets(state, value, before, length, depth);
  }
  if (value === globalThis) {
    return { ...braces('Object', '', () => []), open: 'Object [global] {' };
  }
  const plain = braces('Object', '', () => [], true);
  if (constructor === null && tag === 'Module' && !Object.isExtensible(value)) {
    plain.open = '[Module: null prototype] {';
  }
  if (constructor === 'Object' && tag === '') {
    plain.open = '{';
  }
  return plain;
}

function brackets(state, value, before, length, depth) {
  return {
    open: `${before}[`,
    close: ']',
    entries: () => arrayItems(state, value, length, depth),
    isEmpty: length === 0,
    keys: visibleKeys(state, value, true),
    kind: ARRAY,
  };
}

function functionBase(value, kind, constructor, tag) {
  const name = functionName(value);
  let source = '';
  try {
    source = apply(functionSource, value, []);
  } catch {
    // A callable object without source.
  }
  if (source.startsWith('class') && source.endsWith('}')) {
    const parent = getPrototypeOf(value);
    const extended = typeof parent === 'function' && functionName(parent) !== '' ? ` extends ${functionName(parent)}` : '';
    return `[class ${name === '' ? '(anonymous)' : name}${constructor === null ? ' [null prototype]' : ''}${extended}]`;
  }
  const type = { AsyncFunction: 1, GeneratorFunction: 1, AsyncGeneratorFunction: 1 }[kind] ? kind : 'Function';
  const suffix = constructor === null ? ' (null prototype)' : '';
  const tagged = tag !== '' && tag !== type ? ` [${tag}]` : '';
  return `[${type}${suffix}${name === '' ? ' (anonymous)' : `: ${name}`}]${tagged}`;
}

function errorKeys(state, error) {
  const keys = visibleKeys(state, error, false).filter((key) => {
    // What the text already says.
    const shown = key === 'name' || key === 'message' || key === 'stack';
    return !(shown && typeof getOwnPropertyDescriptor(error, key).value === 'string');
  });
  for (const key of ['cause', 'errors']) {
    if (Object.hasOwn(error, key) && !keys.includes(key)) {
      keys.push(key);
    }
  }
  return keys;
}

function nested(state, value, depth) {
  state.indentation += 2;
  const text = formatValue(state, value, depth);
  state.indentation -= 2;
  return text;
}

function more(count, what = 'item') {
  return `... ${count} more ${what}${count > 1 ? 's' : ''}`;
}

function arrayItems(state, value, length, depth) {
  const items = [];
  let index = 0;
  while (index < length && items.length < state.maxArrayLength) {
    if (Object.hasOwn(value, index)) {
      items.push(formatProperty(state, value, index, depth, ARRAY));
      index++;
      continue;
    }
    const hole = index;
    const next = nextIndex(value, index, length);
    index = next;
    items.push(`<${next - hole} empty item${next - hole > 1 ? 's' : ''}>`);
  }
  if (index < length) {
    items.push(more(length - index));
  }
  return items;
}

// The first index from `index` on that is there; looks at the keys, for an array may be nearly empty and very long.
function nextIndex(value, index, length) {
  for (let probe = index + 1; probe < Math.min(length, index + 64); probe++) {
    if (Object.hasOwn(value, probe)) {
      return probe;
    }
  }
  for (const key of ownKeys(value)) {
    if (isIndex(key) && Number(key) > index) {
      return Number(key);
    }
  }
  return length;
}

function mapEntries(state, map, depth) {
  const entries = [];
  let hidden = 0;
  apply(mapForEach, map, [
    (item, key) => {
      if (entries.length < state.maxArrayLength) {
        entries.push(`${nested(state, key, depth)} => ${nested(state, item, depth)}`);
      } else {
        hidden++;
      }
    },
  ]);
  return hidden > 0 ? [...entries, more(hidden)] : entries;
}

function setEntries(state, set, depth) {
  const entries = [];
  let hidden = 0;
  apply(setForEach, set, [
    (item) => {
      if (entries.length < state.maxArrayLength) {
        entries.push(nested(state, item, depth));
      } else {
        hidden++;
      }
    },
  ]);
  return hidden > 0 ? [...entries, more(hidden)] : entries;
}

function bufferEntries(state, buffer) {
  if (buffer.detached) {
    return ['(detached)', 'byteLength: 0'];
  }
  const bytes = new Uint8Array(buffer, 0, Math.min(50, buffer.byteLength));
  const shown = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  if (buffer.byteLength > bytes.length) {
    shown.push(more(buffer.byteLength - bytes.length, 'byte'));
  }
  return [`[Uint8Contents]: <${shown.join(' ')}>`, `byteLength: ${buffer.byteLength}`];
}

function viewEntries(state, view, depth) {
  return ['byteLength', 'byteOffset', 'buffer'].map((key) => `${key}: ${nested(state, view[key], depth)}`);
}

function promiseEntries(state, promise, depth) {
  const [settled, result] = promiseState(promise);
  if (settled === 0) {
    return ['<pending>'];
  }
  const text = nested(state, result, depth);
  return [settled === 2 ? `<rejected> ${text}` : text];
}

function formatKey(key, isEnumerable) {
  if (typeof key === 'symbol') {
    return `[${String(key)}]`;
  }
  if (key === '__proto__') {
    return "['__proto__']";
  }
  if (!isEnumerable) {
    return `[${key}]`;
  }
  return IDENTIFIER.test(key) ? key : quotePlain(key);
}

function formatProperty(state, object, key, depth, kind) {
  const property = getOwnPropertyDescriptor(object, key) ?? { value: undefined, enumerable: true };
  let text;
  if (property.get !== undefined) {
    text = property.set === undefined ? '[Getter]' : '[Getter/Setter]';
  } else if (property.set !== undefined) {
    text = '[Setter]';
  } else {
    text = nested(state, property.value, depth);
  }
  return kind === ARRAY ? text : `${formatKey(key, property.enumerable)}: ${text}`;
}

function formatObject(state, value, depth, isTop) {
  const shape = describe(state, value, depth + 1);
  if (shape.isError) {
    shape.base = shape.base.replaceAll('\n', `\n${' '.repeat(state.indentation)}`);
  }
  if (shape.keys.length === 0 && shape.base !== undefined) {
    return shape.base;
  }
  if (shape.keys.length === 0 && shape.isEmpty) {
    return shape.open + shape.close;
  }
  if (depth > state.depth) {
    return `[${Array.isArray(value) ? 'Array' : (prefixOnly(shape.open) || 'Object')}]`;
  }
  state.seen.push(value);
  state.level = depth + 1;
  const entries = shape.entries();
  for (const key of shape.keys) {
    entries.push(formatProperty(state, value, key, depth + 1, OBJECT));
  }
  state.seen.pop();
  const reference = state.circular.get(value);
  if (reference !== undefined) {
    const mark = `<ref *${reference}> `;
    if (shape.base === undefined) {
      shape.open = mark + shape.open;
    } else {
      shape.base = mark + shape.base;
    }
  }
  return layOut(state, shape, entries, depth + 1, value);
}

function prefixOnly(open) {
  return open.replace(/(\(\d+\))? ?[[{]$/, '').trim();
}

// ---- layout ----

function layOut(state, shape, entries, depth, value) {
  const before = shape.base === undefined ? '' : `${shape.base} `;
  if (entries.length === 0) {
    return `${before}${shape.open}${shape.close}`;
  }
  let lines = entries;
  if (shape.kind === ARRAY && entries.length > 6) {
    lines = intoColumns(state, entries, value);
  }
  if (state.level - depth < COMPACT_LEVELS && lines === entries) {
    const start = entries.length + state.indentation + shape.open.length + before.length + LINE_ALLOWANCE;
    const length = entries.reduce((sum, entry) => sum + entry.length, entries.length + start);
    if (length <= state.breakLength && !before.includes('\n')) {
      const joined = entries.join(', ');
      if (!joined.includes('\n')) {
        return `${before}${shape.open} ${joined} ${shape.close}`;
      }
    }
  }
  const margin = `\n${' '.repeat(state.indentation)}`;
  return `${before}${shape.open}${margin}  ${lines.join(`,${margin}  `)}${margin}${shape.close}`;
}

// Long arrays of short items become a table: as many columns as make it about two and a half times as wide as high.
function intoColumns(state, entries, value) {
  const separator = 2;
  const hasMore = entries.length > state.maxArrayLength || /^\.\.\. \d+ more items?$/.test(entries[entries.length - 1]);
  const count = hasMore ? entries.length - 1 : entries.length;
  const widths = entries.slice(0, count).map(displayWidth);
  const total = widths.reduce((sum, width) => sum + width + separator, 0);
  const widest = Math.max(...widths) + separator;
  if (widest * 3 + state.indentation >= state.breakLength || (total / widest <= 5 && widest - separator > 6)) {
    return entries;
  }
  const bias = Math.sqrt(widest - total / entries.length);
  const column = Math.max(widest - 3 - bias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * column * count) / column),
    Math.floor((state.breakLength - state.indentation) / widest),
    COMPACT_LEVELS * 4,
    15,
  );
  if (columns <= 1) {
    return entries;
  }
  const columnWidths = [];
  for (let i = 0; i < columns; i++) {
    let width = 0;
    for (let j = i; j < count; j += columns) {
      width = Math.max(width, widths[j]);
    }
    columnWidths.push(width + separator);
  }
  const alignsRight = value !== undefined && isNumeric(value, count);
  const rows = [];
  for (let start = 0; start < count; start += columns) {
    const end = Math.min(start + columns, count);
    let row = '';
    for (let i = start; i < end; i++) {
      const isLast = i === end - 1;
      const text = isLast ? entries[i] : `${entries[i]}, `;
      const padding = columnWidths[i - start] - widths[i] - separator;
      const fill = ' '.repeat(Math.max(padding, 0));
      row += alignsRight ? fill + text : isLast ? text : text + fill;
    }
    rows.push(row);
  }
  if (hasMore) {
    rows.push(entries[count]);
  }
  return rows;
}

function isNumeric(value, count) {
  for (let i = 0; i < count; i++) {
    if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint') {
      return false;
    }
  }
  return true;
}

// Columns that a text takes in a terminal: characters of East Asia and pictographs take two, combining marks none.
export function displayWidth(text) {
  if (/^[\x20-\x7e]*$/.test(text)) {
    return text.length;
  }
  let width = 0;
  for (const character of text.normalize('NFC')) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) {
      continue;
    }
    width += isWide(character.codePointAt(0)) ? 2 : 1;
  }
  return width;
}

function isWide(point) {
  return (
    point >= 0x1100 &&
    (point <= 0x115f ||
      (point >= 0x2e80 && point <= 0x3247 && point !== 0x303f) ||
      (point >= 0x3250 && point <= 0x4dbf) ||
      (point >= 0x4e00 && point <= 0xa4c6) ||
      (point >= 0xa960 && point <= 0xa97c) ||
      (point >= 0xac00 && point <= 0xd7a3) ||
      (point >= 0xf900 && point <= 0xfaff) ||
      (point >= 0xfe30 && point <= 0xfe6b) ||
      (point >= 0xff01 && point <= 0xff60) ||
      (point >= 0xffe0 && point <= 0xffe6) ||
      (point >= 0x1f300 && point <= 0x1f64f) ||
      (point >= 0x1f900 && point <= 0x1f9ff) ||
      (point >= 0x20000 && point <= 0x3fffd))
  );
}
