// JSON Schema: the keywords that are in use, draft 2020-12. What is not known is refused, for it would check nothing.
import { refuse, shown } from './errors.js';
import { formatPath } from './json-path.js';
import { KEYWORDS, SHAPES, typeOf } from './json-keywords.js';
import { nearest } from './nearest.js';

const MOST_ERRORS = 100;
const ANNOTATIONS = [
  '$schema', '$id', '$comment', '$defs', '$anchor', 'definitions', 'title', 'description', 'default', 'examples',
  'deprecated', 'readOnly', 'writeOnly', 'then', 'else',
];

/** Something that is wrong with a value. */
class Problem {
  constructor(keys, keyword, message) {
    this.path = formatPath('', keys);
    this.keyword = keyword;
    this.message = message;
  }

  toString() {
    return `${this.path || 'the value'} ${this.message}`;
  }
}

/** The problems of a value; none if it is valid. */
export function check(value, schema) {
  const problems = [];
  new Checker(schema, problems).check(value, schema, undefined);
  return problems;
}

class Checker {
  #root;
  #problems;
  /** Schema => the keywords that it has, looked at once: [what checks, what the schema says, ...]. */
  #rules = new Map();
  /** Schemas that are being applied, with their values: a reference that leads back to one of them never ends. */
  #active = [];

  constructor(root, problems) {
    this.#root = root;
    this.#problems = problems;
  }

  /** `place`: where the value is, as { key, above }; undefined is the whole value. */
  check(value, schema, place) {
    if (this.#problems.length >= MOST_ERRORS) {
      return;
    }
    if (typeof schema === 'boolean') {
      this.require(schema, place, 'false', 'is not allowed');
      return;
    }
    const rules = this.#rules.get(schema) ?? this.#read(schema);
    for (let i = 0; i < rules.length; i += 2) {
      rules[i](this, value, rules[i + 1], place, schema);
    }
  }

  #read(schema) {
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
      refuse('validate', 'a schema must be an object, true or false', schema);
    }
    const rules = [];
    for (const keyword of Object.keys(schema)) {
      if (Object.hasOwn(KEYWORDS, keyword)) {
        if (Object.hasOwn(SHAPES, keyword) && typeOf(schema[keyword]) !== SHAPES[keyword]) {
          refuse('validate', `${keyword} of a schema must be of the type ${SHAPES[keyword]}`, schema[keyword]);
        }
        rules.push(KEYWORDS[keyword], schema[keyword]);
      } else if (!ANNOTATIONS.includes(keyword)) {
        const meant = nearest(keyword, [...Object.keys(KEYWORDS), ...ANNOTATIONS]);
        const advice = meant ? `; did you mean '${meant}'?` : '';
        throw new TypeError(`validate: the schema has the keyword ${shown(keyword)}, which is not supported${advice}`);
      }
    }
    this.#rules.set(schema, rules);
    return rules;
  }

  /** Checks without telling: whether the value fits. */
  fits(value, schema, place) {
    const told = this.#problems;
    this.#problems = [];
    this.check(value, schema, place);
    const fits = this.#problems.length === 0;
    this.#problems = told;
    return fits;
  }

  follow(value, reference, place) {
    const schema = this.#find(reference);
    if (this.#active.some(([applied, to]) => applied === schema && to === value)) {
      throw new TypeError(`validate: the reference ${shown(reference)} of the schema leads back to itself without end`);
    }
    this.#active.push([schema, value]);
    this.check(value, schema, place);
    this.#active.pop();
  }

  #find(reference) {
    const known = typeof reference === 'string' && /^#(\/.*)?$/.test(reference);
    let at = known ? this.#root : undefined;
    const keys = known ? reference.slice(2).split('/') : [];
    for (const key of reference === '#' ? [] : keys) {
      const name = decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');
      at = typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? at[name] : undefined;
    }
    if (at === undefined) {
      refuse('validate', "a $ref must lead to a part of the schema, such as '#/$defs/item'", reference);
    }
    return at;
  }

  /** Tells of a problem unless something holds; the message may be a function, which is called only then. */
  require(holds, place, keyword, message) {
    if (!holds && this.#problems.length < MOST_ERRORS) {
      const keys = [];
      for (let at = place; at !== undefined; at = at.above) {
        keys.unshift(at.key);
      }
      this.#problems.push(new Problem(keys, keyword, typeof message === 'function' ? message() : message));
    }
  }
}
