// What the keywords of a schema ask of a value.
import { refuse, shown } from './errors.js';
import { FORMATS } from './json-formats.js';
import { nearest } from './nearest.js';
import { canonical } from './objects.js';

/** What some keywords must be themselves. */
export const SHAPES = {
  properties: 'object',
  patternProperties: 'object',
  dependentRequired: 'object',
  required: 'array',
  enum: 'array',
  prefixItems: 'array',
  allOf: 'array',
  anyOf: 'array',
  oneOf: 'array',
  pattern: 'string',
  format: 'string',
};

export function typeOf(value) {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function isObject(value) {
  return typeOf(value) === 'object';
}

function isOfType(value, type) {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'string':
    case 'boolean':
    case 'object':
    case 'array':
    case 'null':
      return typeOf(value) === type;
    default:
      return refuse('validate', 'a type must be string, number, integer, boolean, object, array or null', type);
  }
}

function characters(text) {
  let count = 0;
  for (const _ of text) {
    count++;
  }
  return count;
}

const MOST_PATTERNS = 100;
const patterns = new Map();

function pattern(source) {
  if (!patterns.has(source)) {
    if (patterns.size >= MOST_PATTERNS) {
      patterns.clear();
    }
    patterns.set(source, compile(source));
  }
  return patterns.get(source);
}

function compile(source) {
  try {
    return new RegExp(source, 'u');
  } catch (error) {
    throw new TypeError(`validate: the schema has the pattern ${shown(source)}: ${error.message}`, { cause: error });
  }
}

function isMultiple(value, step) {
  const quotient = value / step;
  // 0.3 is a multiple of 0.1, though their quotient is not quite 3.
  return Math.abs(quotient - Math.round(quotient)) <= 1e-9 * Math.max(1, Math.abs(quotient));
}

function numeric(keyword, holds, words) {
  return (checker, value, limit, place) => {
    if (!Number.isFinite(limit)) {
      refuse('validate', `${keyword} must be a number`, limit);
    }
    const message = () => `must be ${words} ${limit}, is ${value}`;
    checker.require(typeof value !== 'number' || holds(value, limit), place, keyword, message);
  };
}

function counting(keyword, applies, countOf, isLeast, what) {
  return (checker, value, limit, place) => {
    if (!Number.isSafeInteger(limit) || limit < 0) {
      refuse('validate', `${keyword} must be a whole number from 0 on`, limit);
    }
    if (applies(value)) {
      const count = countOf(value);
      const words = () => `must have at ${isLeast ? 'least' : 'most'} ${limit} ${what}, has ${count}`;
      checker.require(isLeast ? count >= limit : count <= limit, place, keyword, words);
    }
  };
}

const isText = (value) => typeof value === 'string';
const keyCount = (value) => Object.keys(value).length;

/** Keyword => what checks it: (checker, value, what the schema says, place of the value, the whole schema). */
export const KEYWORDS = {
  $ref: (checker, value, reference, place) => checker.follow(value, reference, place),

  type(checker, value, types, place) {
    const list = Array.isArray(types) ? types : [types];
    const fits = Array.isArray(types) ? types.some((type) => isOfType(value, type)) : isOfType(value, types);
    checker.require(fits, place, 'type', () => `must be ${list.join(' or ')}, is ${typeOf(value)} ${shown(value)}`);
  },
  enum(checker, value, choices, place) {
    const fits = choices.some((choice) => canonical(choice) === canonical(value));
    checker.require(fits, place, 'enum', () => `must be one of ${shown(JSON.stringify(choices))}, is ${shown(value)}`);
  },
  const(checker, value, wanted, place) {
    checker.require(canonical(value) === canonical(wanted), place, 'const', () => `must be ${shown(wanted)}, is ${shown(value)}`);
  },

  properties(checker, value, schemas, place) {
    for (const key of isObject(value) ? Object.keys(schemas) : []) {
      if (Object.hasOwn(value, key)) {
        checker.check(value[key], schemas[key], { key, above: place });
      }
    }
  },
  patternProperties(checker, value, schemas, place) {
    for (const source of isObject(value) ? Object.keys(schemas) : []) {
      const wanted = pattern(source);
      for (const key of Object.keys(value).filter((name) => wanted.test(name))) {
        checker.check(value[key], schemas[source], { key, above: place });
      }
    }
  },
  additionalProperties(checker, value, schema, place, whole) {
    const patterns = Object.keys(whole.patternProperties ?? {}).map(pattern);
    for (const key of isObject(value) ? Object.keys(value) : []) {
      if (Object.hasOwn(whole.properties ?? {}, key) || patterns.some((wanted) => wanted.test(key))) {
        continue;
      }
      if (schema === false) {
        const meant = nearest(key, Object.keys(whole.properties ?? {}));
        const advice = meant ? `; did you mean '${meant}'?` : '';
        checker.require(false, { key, above: place }, 'additionalProperties', `is not a known property${advice}`);
      } else {
        checker.check(value[key], schema, { key, above: place });
      }
    }
  },
  propertyNames(checker, value, schema, place) {
    for (const key of isObject(value) ? Object.keys(value) : []) {
      checker.require(checker.fits(key, schema, place), { key, above: place }, 'propertyNames', 'has a name that is not allowed');
    }
  },
  required(checker, value, keys, place) {
    for (const key of isObject(value) ? keys : []) {
      checker.require(Object.hasOwn(value, key), { key, above: place }, 'required', 'is missing');
    }
  },
  dependentRequired(checker, value, dependents, place) {
    for (const key of isObject(value) ? Object.keys(dependents) : []) {
      for (const other of Object.hasOwn(value, key) ? dependents[key] : []) {
        const holds = Object.hasOwn(value, other);
        checker.require(holds, { key: other, above: place }, 'dependentRequired', `is missing, and ${shown(key)} needs it`);
      }
    }
  },
  minProperties: counting('minProperties', isObject, keyCount, true, 'properties'),
  maxProperties: counting('maxProperties', isObject, keyCount, false, 'properties'),

  prefixItems(checker, value, schemas, place) {
    for (const [i, schema] of Array.isArray(value) ? schemas.slice(0, value.length).entries() : []) {
      checker.check(value[i], schema, { key: i, above: place });
    }
  },
  items(checker, value, schema, place, whole) {
    const from = whole.prefixItems?.length ?? 0;
    for (let i = from; Array.isArray(value) && i < value.length; i++) {
      checker.check(value[i], schema, { key: i, above: place });
    }
  },
  contains(checker, value, schema, place) {
    const holds = !Array.isArray(value) || value.some((item, i) => checker.fits(item, schema, { key: i, above: place }));
    checker.require(holds, place, 'contains', 'has no item of the kind that is wanted');
  },
  uniqueItems(checker, value, wanted, place) {
    if (wanted && Array.isArray(value)) {
      const seen = new Map();
      value.forEach((item, i) => {
        const text = canonical(item);
        checker.require(!seen.has(text), { key: i, above: place }, 'uniqueItems', () => `is the same as item ${seen.get(text)}`);
        seen.set(text, seen.get(text) ?? i);
      });
    }
  },
  minItems: counting('minItems', Array.isArray, (value) => value.length, true, 'items'),
  maxItems: counting('maxItems', Array.isArray, (value) => value.length, false, 'items'),

  minimum: numeric('minimum', (value, limit) => value >= limit, 'at least'),
  maximum: numeric('maximum', (value, limit) => value <= limit, 'at most'),
  exclusiveMinimum: numeric('exclusiveMinimum', (value, limit) => value > limit, 'more than'),
  exclusiveMaximum: numeric('exclusiveMaximum', (value, limit) => value < limit, 'less than'),
  multipleOf: numeric('multipleOf', isMultiple, 'a multiple of'),

  minLength: counting('minLength', isText, characters, true, 'characters'),
  maxLength: counting('maxLength', isText, characters, false, 'characters'),
  pattern(checker, value, source, place) {
    checker.require(!isText(value) || pattern(source).test(value), place, 'pattern', () => `must match ${source}, is ${shown(value)}`);
  },
  format(checker, value, format, place) {
    if (!Object.hasOwn(FORMATS, format)) {
      refuse('validate', `a format must be one of ${Object.keys(FORMATS).join(', ')}`, format);
    }
    checker.require(!isText(value) || FORMATS[format](value), place, 'format', () => `must be a ${format}, is ${shown(value)}`);
  },

  allOf: (checker, value, schemas, place) => schemas.forEach((schema) => checker.check(value, schema, place)),
  anyOf(checker, value, schemas, place) {
    const fits = schemas.some((schema) => checker.fits(value, schema, place));
    checker.require(fits, place, 'anyOf', () => `fits none of the ${schemas.length} schemas, is ${shown(value)}`);
  },
  oneOf(checker, value, schemas, place) {
    const count = schemas.filter((schema) => checker.fits(value, schema, place)).length;
    checker.require(count === 1, place, 'oneOf', `must fit exactly one of the ${schemas.length} schemas, fits ${count}`);
  },
  not(checker, value, schema, place) {
    checker.require(!checker.fits(value, schema, place), place, 'not', 'fits a schema that it must not fit');
  },
  if(checker, value, schema, place, whole) {
    const branch = checker.fits(value, schema, place) ? whole.then : whole.else;
    checker.check(value, branch ?? true, place);
  },
};
