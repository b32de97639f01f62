// Values as text, the way console.log of Node.js shows them.
import { className, promiseState, proxyTarget } from 'internal:native';
import { errorText } from 'internal:errors';
import { ARRAY, OBJECT, layOut } from 'internal:layout';
import { formatPrimitive, quotePlain } from 'internal:primitives';

const CUSTOM = Symbol.for('nodejs.util.inspect.custom');
const IDENTIFIER = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

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
    const parentName = typeof parent === 'function' ? functionName(parent) : '';
    const shownName = (name === '' ? '(anonymous)' : name) + (constructor === null ? ' [null prototype]' : '');
    return `[class ${shownName}${parentName === '' ? '' : ` extends ${parentName}`}]`;
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
