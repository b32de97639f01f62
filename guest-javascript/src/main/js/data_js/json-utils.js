/**
 * Work with JSON values: look at them and change them by paths, check, copy and merge them.
 *
 * A path is 'users[0].name', 'users.0.name', 'files["a.txt"].size', or an array such as ['users', 0, 'name']. Only what
 * an object has itself counts, never what it inherits; the keys __proto__, constructor and prototype are refused.
 *
 *   const json = requireVendor('json-utils');
 *   json.get({ users: [{ name: 'Ada' }] }, 'users[0].name');   // 'Ada'
 */
import { refuse, shown } from './lib/errors.js';
import { formatPath, parsePath } from './lib/json-path.js';
import { check } from './lib/json-schema.js';
import { isPlain } from './lib/objects.js';

const { structuredClone } = globalThis;

/**
 * get(value, path, otherwise?) -> what is at the path, or `otherwise` if nothing is
 *
 * A null that is there is returned, not replaced.
 *
 *   json.get(config, 'server.port', 8080);
 */
export function get(value, path, otherwise = undefined) {
  let at = value;
  for (const key of parsePath('get', path)) {
    if (!holds(at, key)) {
      return otherwise;
    }
    at = at[key];
  }
  return at;
}

/**
 * has(value, path) -> boolean
 *
 *   json.has(config, 'server.port');
 */
export function has(value, path) {
  let at = value;
  for (const key of parsePath('has', path)) {
    if (!holds(at, key)) {
      return false;
    }
    at = at[key];
  }
  return true;
}

/**
 * set(value, path, item) -> the value, changed
 *
 * Makes what is missing on the way: an array where the next key is a number, an object otherwise.
 *
 *   json.set(config, 'users[0].name', 'Ada');
 */
export function set(value, path, item) {
  const keys = parsePath('set', path);
  if (keys.length === 0) {
    throw new TypeError('set: the path is empty; name at least one key');
  }
  let at = container(value, keys, 0);
  for (const [i, key] of keys.slice(0, -1).entries()) {
    if (!holds(at, key) || at[key] === undefined || at[key] === null) {
      at[key] = typeof keys[i + 1] === 'number' ? [] : {};
    }
    at = container(at[key], keys, i + 1);
  }
  at[keys.at(-1)] = item;
  return value;
}

function holds(object, key) {
  return typeof object === 'object' && object !== null && Object.hasOwn(object, key);
}

function container(value, keys, depth) {
  const what = depth === 0 ? 'the value' : shown(formatPath('', keys.slice(0, depth)));
  if (typeof value !== 'object' || value === null) {
    refuse('set', `${what} must be an object or an array to have ${shown(formatPath('', keys.slice(depth)))}`, value);
  }
  if (Array.isArray(value) && typeof keys[depth] !== 'number') {
    throw new TypeError(`set: ${what} is an array and has no ${shown(keys[depth])}; give an index such as [0]`);
  }
  return value;
}

/**
 * validate(value, schema) -> { valid, errors }
 *
 * Checks a value against a JSON Schema. Each error has `path`, `keyword` and `message`, and as a text all of them; there
 * are 100 at most. Keywords: type, enum, const; properties, patternProperties, required, additionalProperties,
 * propertyNames, minProperties, maxProperties, dependentRequired; items, prefixItems, contains, minItems, maxItems,
 * uniqueItems; minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf; minLength, maxLength, pattern, format
 * (date, date-time, time, email, uri, uuid, ipv4, regex); allOf, anyOf, oneOf, not, if, then, else; $ref within the
 * schema, $defs. A keyword that is not among them is an error of the schema, for it would check nothing.
 *
 *   const { valid, errors } = json.validate(order, {
 *     type: 'object', required: ['id'], properties: { id: { type: 'integer', minimum: 1 } },
 *   });
 *   if (!valid) console.log(errors.join('\n'));
 */
export function validate(value, schema) {
  const errors = check(value, schema);
  return { valid: errors.length === 0, errors };
}

/**
 * clone(value) -> a deep copy
 *
 * Copies what structuredClone copies: JSON values, Date, Map, Set, RegExp, errors, typed arrays, and cycles. Functions and
 * symbols are refused; objects of classes become plain ones.
 *
 *   const copy = json.clone(config);
 */
export function clone(value) {
  try {
    return structuredClone(value);
  } catch (error) {
    throw new TypeError(`clone: ${error.message}; leave it out, or copy that part yourself`, { cause: error });
  }
}

/**
 * merge(first, ...others) -> a new value
 *
 * Later values win. Plain objects are merged, key by key and at every depth; arrays and all else are replaced as a whole.
 * Nothing of the arguments is changed or shared. null and undefined as arguments are passed over.
 *
 *   json.merge({ a: 1, b: { c: 2 } }, { b: { d: 3 } });   // { a: 1, b: { c: 2, d: 3 } }
 */
export function merge(...values) {
  const merged = values.filter((value) => value !== null && value !== undefined);
  for (const value of merged) {
    if (!isPlain(value)) {
      refuse('merge', 'the values must be plain objects', value);
    }
  }
  return merged.reduce((target, source) => mergeInto(target, source, undefined), {});
}

// `place`: where the source is, as { key, source, above }.
function mergeInto(target, source, place) {
  for (let above = place; above !== undefined; above = above.above) {
    if (above.source === source) {
      throw new TypeError(`merge: ${shown(pathTo(place))} contains itself; take the cycle out, or copy it with clone`);
    }
  }
  for (const key of Object.keys(source)) {
    const item = source[key];
    if (key === '__proto__') {
      const path = pathTo({ key, above: place });
      throw new TypeError(`merge: ${shown(path)} could change what all objects inherit; delete that key`);
    }
    if (typeof item === 'object' ? item === null : typeof item !== 'function' && typeof item !== 'symbol') {
      target[key] = item;
    } else if (isPlain(item)) {
      const into = Object.hasOwn(target, key) && isPlain(target[key]) ? target[key] : {};
      target[key] = mergeInto(into, item, { key, source, above: place });
    } else {
      target[key] = clone(item);
    }
  }
  return target;
}

function pathTo(place) {
  const keys = [];
  for (let at = place; at !== undefined; at = at.above) {
    keys.unshift(at.key);
  }
  return formatPath('', keys);
}

export default { get, set, has, validate, clone, merge };
