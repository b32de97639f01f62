// Arrays of objects.
import { needsArray, needsCount, refuse } from './errors.js';
import { formatPath, parsePath } from './json-path.js';
import { canonical } from './objects.js';

/**
 * groupBy(items, key) -> object with an array of items for each value of the key
 *
 * Here and below, a key is the name of a property, a path such as 'address.city', or a function of an item.
 *
 *   groupBy([{ type: 'a', n: 1 }, { type: 'b', n: 2 }], 'type');   // { a: [{ type: 'a', n: 1 }], b: [{ type: 'b', n: 2 }] }
 */
export function groupBy(items, key) {
  return { ...Object.groupBy(needsArray('groupBy', 'the items', items), keyFunction('groupBy', key)) };
}

/**
 * filterBy(items, key, value?) -> the items whose key is the value; without a value, those whose key is true or not empty
 *
 *   filterBy(users, 'role', 'admin');
 *   filterBy(users, (user) => user.age >= 18);
 */
export function filterBy(items, key, ...wanted) {
  const valueOf = keyFunction('filterBy', key);
  needsArray('filterBy', 'the items', items);
  return items.filter((item) => (wanted.length === 0 ? Boolean(valueOf(item)) : Object.is(valueOf(item), wanted[0])));
}

/**
 * mapItems(items, key) -> array of the values of the key
 *
 *   mapItems(users, 'name');
 */
export function mapItems(items, key) {
  const valueOf = keyFunction('mapItems', key);
  return needsArray('mapItems', 'the items', items).map((item) => valueOf(item));
}

/**
 * sortBy(items, ...keys) -> a new array, sorted by the first key, then by the next
 *
 * '-' before a name sorts downwards. Numbers come before texts, what is missing comes last. Items that are equal stay in
 * their order.
 *
 *   sortBy(sales, 'region', '-amount');
 */
export function sortBy(items, ...keys) {
  needsArray('sortBy', 'the items', items);
  // Sorting keeps the order of equals, so the last key goes first.
  return keys.reduceRight((sorted, key) => {
    const isDown = typeof key === 'string' && key.startsWith('-');
    return sortByOne(sorted, keyFunction('sortBy', isDown ? key.slice(1) : key), isDown ? -1 : 1);
  }, items.slice());
}

function sortByOne(items, valueOf, direction) {
  const present = [];
  const missing = [];
  let isUniform = true;
  for (const item of items) {
    const value = valueOf(item);
    const entry = { item, value, rank: rank(value) };
    (entry.rank === MISSING ? missing : present).push(entry);
    isUniform &&= entry.rank === MISSING || entry.rank === present[0].rank;
  }
  const byValue = (a, b) => (a.value < b.value ? -direction : a.value > b.value ? direction : 0);
  present.sort(isUniform ? byValue : (a, b) => direction * (a.rank - b.rank) || byValue(a, b));
  return [...present, ...missing].map((entry) => entry.item);
}

const RANKS = { boolean: 0, number: 1, bigint: 1, string: 3 };
const MISSING = 5;

function rank(value) {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return MISSING;
  }
  return RANKS[typeof value] ?? (value instanceof Date ? 2 : 4);
}

/**
 * unique(items, key?) -> a new array with the first of those that are equal
 *
 * Objects are equal if they have the same content.
 *
 *   unique([3, 1, 3]);   // [3, 1]
 *   unique(users, 'email');
 */
export function unique(items, key = undefined) {
  const valueOf = key === undefined ? (item) => item : keyFunction('unique', key);
  const seen = new Set();
  return needsArray('unique', 'the items', items).filter((item) => {
    const value = valueOf(item);
    const content = typeof value === 'object' && value !== null ? `object ${canonical(value)}` : value;
    return seen.size < seen.add(typeof content === 'string' && content === value ? `text ${content}` : content).size;
  });
}

/**
 * chunk(items, size) -> array of arrays of at most `size` items
 *
 *   chunk([1, 2, 3, 4, 5], 2);   // [[1, 2], [3, 4], [5]]
 */
export function chunk(items, size) {
  needsArray('chunk', 'the items', items);
  needsCount('chunk', 'the size', size, 1);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

function keyFunction(name, key) {
  if (typeof key === 'function') {
    return key;
  }
  if (typeof key !== 'string' && typeof key !== 'number') {
    refuse(name, 'the key must be the name of a property or a function', key);
  }
  const path = parsePath(name, `${key}`);
  return (item) => {
    if (typeof item !== 'object' || item === null) {
      refuse(name, `the items must be objects to have ${formatPath('', path)}`, item);
    }
    return Object.hasOwn(item, key) ? item[key] : path.reduce(step, item);
  };
}

function step(value, key) {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? value[key] : undefined;
}
