// structuredClone of the HTML standard, for the types that this interpreter has.
import { className } from 'internal:native';

const ERROR_TYPES = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
const PRIMITIVE_OBJECTS = ['Boolean', 'Number', 'String', 'BigInt'];

export function structuredClone(value, options = {}) {
  if (arguments.length === 0) {
    throw new TypeError('structuredClone needs a value');
  }
  const transferred = [...(options?.transfer ?? [])];
  const copies = new Map();
  for (const buffer of transferred) {
    if (className(buffer) !== 'ArrayBuffer' || buffer.detached) {
      throw failure('only an ArrayBuffer that is not detached can be transferred');
    }
    if (copies.has(buffer)) {
      throw failure('an ArrayBuffer is to be transferred twice');
    }
    copies.set(buffer, undefined);
  }
  for (const buffer of transferred) {
    // The bytes move at the end, once nothing can fail any more; until then the copy is a placeholder.
    copies.set(buffer, buffer.slice(0));
  }
  const result = clone(value, copies);
  for (const buffer of transferred) {
    buffer.transfer(0);
  }
  return result;
}

function failure(message) {
  return new DOMException(message, 'DataCloneError');
}

function clone(value, copies) {
  if (typeof value === 'symbol') {
    throw failure(`${String(value)} cannot be cloned`);
  }
  if (typeof value === 'function') {
    throw failure(`the function ${value.name || '(anonymous)'} cannot be cloned`);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (copies.has(value)) {
    return copies.get(value);
  }
  const kind = className(value);
  const copy = emptyCopy(kind, value, copies);
  copies.set(value, copy);
  fill(kind, value, copy, copies);
  return copy;
}

function emptyCopy(kind, value, copies) {
  if (PRIMITIVE_OBJECTS.includes(kind)) {
    return Object(value.valueOf());
  }
  if (ArrayBuffer.isView(value)) {
    const buffer = clone(value.buffer, copies);
    return new globalThis[kind](buffer, value.byteOffset, kind === 'DataView' ? value.byteLength : value.length);
  }
  switch (kind) {
    case 'Array':
      return new Array(value.length);
    case 'Object':
    case 'Arguments':
      return {};
    case 'Date':
      return new Date(value.getTime());
    case 'RegExp':
      return new RegExp(value.source, value.flags);
    case 'Map':
      return new Map();
    case 'Set':
      return new Set();
    case 'Error':
      return emptyError(value);
    case 'ArrayBuffer':
      return value.slice(0);
    default:
      throw failure(`an object of the type ${kind} cannot be cloned`);
  }
}

function emptyError(error) {
  const type = Object.hasOwn(ERROR_TYPES, error.name) ? ERROR_TYPES[error.name] : Error;
  const made = new type();
  const message = Object.getOwnPropertyDescriptor(error, 'message');
  if (message && 'value' in message) {
    Object.defineProperty(made, 'message', hidden(`${message.value}`));
  }
  Object.defineProperty(made, 'stack', hidden(error.stack));
  return made;
}

function hidden(value) {
  return { value, writable: true, enumerable: false, configurable: true };
}

function fill(kind, value, copy, copies) {
  switch (kind) {
    case 'Map':
      for (const [key, item] of [...Map.prototype.entries.call(value)]) {
        copy.set(clone(key, copies), clone(item, copies));
      }
      break;
    case 'Set':
      for (const item of [...Set.prototype.values.call(value)]) {
        copy.add(clone(item, copies));
      }
      break;
    case 'Error':
      if (Object.hasOwn(value, 'cause')) {
        Object.defineProperty(copy, 'cause', hidden(clone(value.cause, copies)));
      }
      break;
    case 'Array':
    case 'Object':
    case 'Arguments':
      for (const key of Object.keys(value)) {
        const item = clone(value[key], copies);
        Object.defineProperty(copy, key, { value: item, writable: true, enumerable: true, configurable: true });
      }
      break;
  }
}
