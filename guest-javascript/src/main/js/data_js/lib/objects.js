// Objects whose keys come from data.

/** Gives an object a property of its own, also where the key is the name of something that all objects inherit. */
export function define(object, key, value) {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    object[key] = value;
  }
}

/** Whether a value is an object of no class. */
export function isPlain(value) {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** One text for all values that are equal as JSON, whatever the order of their keys. */
export function canonical(value) {
  return JSON.stringify(value, (_, item) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      return item;
    }
    return Object.fromEntries(Object.keys(item).sort().map((key) => [key, item[key]]));
  });
}
