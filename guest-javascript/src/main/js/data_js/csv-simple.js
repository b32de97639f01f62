/**
 * Reads and writes CSV as RFC 4180 has it: fields in quotes may have delimiters, line ends and doubled quotes in them.
 *
 *   const csv = requireVendor('csv-simple');
 *   const rows = csv.parse(readText('sales.csv'), { numbers: true });
 *   writeText('top.csv', csv.stringify(rows.filter((row) => row.amount > 100)));
 */
import { needsArray, needsOptions, needsString, refuse } from './lib/errors.js';
import { readRecords } from './lib/csv-reader.js';
import { define } from './lib/objects.js';

const NUMBER = /^[+-]?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const EXTRA = '_extra';
const FORMULA = /^[=+\-@\t\r]/;

const PARSE_OPTIONS = ['delimiter', 'quote', 'header', 'headers', 'numbers', 'trim', 'comment', 'skipEmptyLines', 'ragged'];
const STRINGIFY_OPTIONS = ['delimiter', 'quote', 'header', 'headers', 'columns', 'newline', 'quoteAll', 'escapeFormulas'];

/**
 * parse(text, options?) -> array of objects, one for each line after the first; with header: false, of arrays
 *
 *   delimiter       ',' (the default), another character, or 'auto': the likeliest of , ; tab |
 *   quote           '"' (the default), another character, or '' for none
 *   header          true (the default): the first line has the names of the columns; false: none has; an array: the names
 *   numbers         true: what looks like a number becomes one, unless digits would be lost ('007' stays a text)
 *   trim            true: without the spaces around fields that have no quotes
 *   comment         lines that begin with this text are passed over, e.g. '#'
 *   skipEmptyLines  true (the default): empty lines are passed over
 *   ragged          'keep' (the default): missing fields are '', surplus ones an array under '_extra'; 'error': both are errors
 *
 * A byte order mark is passed over. Lines end with \n, \r\n or \r. A column without a name is called column_N; of two with
 * one name the second is called name_2. What is wrong with the quotes is an error with line and column.
 *
 *   csv.parse('name;age\nAda;36\n', { delimiter: ';', numbers: true });   // [{ name: 'Ada', age: 36 }]
 */
export function parse(text, options = {}) {
  needsString('parse', 'the text', text);
  const { header, headers, numbers = false, ragged = 'keep', ...format } = needsOptions('parse', options, PARSE_OPTIONS);
  if (ragged !== 'keep' && ragged !== 'error') {
    refuse('parse', "ragged must be 'keep' or 'error'", ragged);
  }
  const { records, lines } = readRecords('parse', text, format);
  const names = header ?? headers ?? true;
  if (names !== true && !Array.isArray(names)) {
    if (ragged === 'error') {
      records.forEach((fields, i) => checkLength(fields, lines[i], records[0].length));
    }
    return numbers ? records.map((fields) => fields.map(numberIn)) : records;
  }
  const first = names === true ? 1 : 0;
  if (records.length <= first) {
    return [];
  }
  const columns = distinct((first === 1 ? records[0] : names).map(String));
  const rows = [];
  for (let i = first; i < records.length; i++) {
    if (ragged === 'error') {
      checkLength(records[i], lines[i], columns.length);
    }
    rows.push(toObject(records[i], columns, numbers));
  }
  return rows;
}

function toObject(fields, columns, numbers) {
  const row = {};
  for (let i = 0; i < columns.length; i++) {
    const field = i < fields.length ? fields[i] : '';
    const value = numbers ? numberIn(field) : field;
    const column = columns[i];
    if (column === '__proto__') {
      define(row, column, value);
    } else {
      row[column] = value;
    }
  }
  if (fields.length > columns.length) {
    row[EXTRA] = fields.slice(columns.length);
  }
  return row;
}

// What has 15 characters has no more digits than a number can hold.
const SURE_LENGTH = 15;

function numberIn(field) {
  const code = field.charCodeAt(0);
  const isLikely = (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2b;
  if (!isLikely || !NUMBER.test(field)) {
    return field;
  }
  const number = Number(field);
  return field.length <= SURE_LENGTH && number - number === 0 ? number : exactOnly(number, field);
}

function exactOnly(number, field) {
  const isExact = Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number);
  return isExact ? number : field;
}

function checkLength(fields, line, wanted) {
  if (fields.length !== wanted) {
    throw new Error(
      `parse: line ${line} has ${fields.length} fields instead of ${wanted}; check the delimiter, or take ragged: 'keep'`,
    );
  }
}

function distinct(header) {
  const taken = new Set();
  return header.map((field, i) => {
    const name = field.trim() === '' ? `column_${i + 1}` : field;
    let unique = name;
    for (let n = 2; taken.has(unique); n++) {
      unique = `${name}_${n}`;
    }
    taken.add(unique);
    return unique;
  });
}

/**
 * stringify(rows, options?) -> text
 *
 *   delimiter       ',' (the default) or another character
 *   quote           '"' (the default) or another character
 *   header          true (the default): a first line with the names, for rows that are objects; false: none
 *   columns         which columns, in this order; by default all that a row has, in the order in which they first appear
 *   newline         '\n' (the default) or '\r\n'
 *   quoteAll        true: quotes around every field
 *   escapeFormulas  true: a ' before texts that a spreadsheet would take for formulas
 *
 * Rows are objects, or arrays of fields. null and undefined are empty fields, dates are written as ISO 8601, other objects as
 * JSON.
 *
 *   csv.stringify([{ name: 'Ada', tags: ['a', 'b'] }]);   // 'name,tags\nAda,"[""a"",""b""]"\n'
 */
export function stringify(rows, options = {}) {
  needsArray('stringify', 'the rows', rows);
  const { header, headers, columns, newline = '\n', ...format } = needsOptions('stringify', options, STRINGIFY_OPTIONS);
  if (newline !== '\n' && newline !== '\r\n') {
    refuse('stringify', "newline must be '\\n' or '\\r\\n'", newline);
  }
  const line = lineWriter(format);
  const names = header ?? headers ?? true;
  const isOfObjects = rows.length > 0 && !Array.isArray(rows[0]);
  const chosen = columns ?? (Array.isArray(names) ? names : isOfObjects ? columnsOf(rows) : undefined);
  if (chosen !== undefined) {
    needsArray('stringify', 'columns', chosen);
  }
  const lines = chosen !== undefined && names !== false ? [line(chosen)] : [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (typeof row !== 'object' || row === null || Array.isArray(row) === isOfObjects) {
      refuse('stringify', `row ${i} must be ${isOfObjects ? 'an object' : 'an array'} like the first one`, row);
    }
    lines.push(line(isOfObjects ? valuesOf(row, chosen) : row));
  }
  return lines.length === 0 ? '' : lines.join(newline) + newline;
}

function valuesOf(row, columns) {
  const values = [];
  for (let i = 0; i < columns.length; i++) {
    values.push(Object.hasOwn(row, columns[i]) ? row[columns[i]] : undefined);
  }
  return values;
}

function columnsOf(rows) {
  const columns = new Set();
  let last = [];
  for (let i = 0; i < rows.length; i++) {
    const keys = Object.keys(Object(rows[i]));
    // Mostly they are those of the row before.
    if (keys.length !== last.length || keys.some((key, at) => key !== last[at])) {
      keys.forEach((key) => columns.add(key));
      last = keys;
    }
  }
  return [...columns];
}

function lineWriter({ delimiter = ',', quote = '"', quoteAll = false, escapeFormulas = false }) {
  for (const [what, value] of Object.entries({ delimiter, quote })) {
    if (typeof value !== 'string' || value.length !== 1 || value === '\r' || value === '\n') {
      refuse('stringify', `the ${what} must be one character`, value);
    }
  }
  const special = new RegExp(`[\\r\\n${escaped(delimiter)}${escaped(quote)}]`);
  // Spaces at an end, which many programs drop, want quotes as well.
  const isSpecial = (text) => quoteAll || special.test(text) || text.trim().length !== text.length;
  return (fields) => {
    const texts = [];
    for (let i = 0; i < fields.length; i++) {
      const value = fields[i];
      let text = typeof value === 'string' ? value : plainText(value);
      if (escapeFormulas && typeof value === 'string' && FORMULA.test(text)) {
        text = `'${text}`;
      }
      texts.push(isSpecial(text) ? quote + text.replaceAll(quote, quote + quote) + quote : text);
    }
    // A line without anything would be passed over when it is read.
    return texts.join(delimiter) || quote + quote;
  };
}

function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function plainText(value) {
  if (value === null || value === undefined) {
    return '';
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export default { parse, stringify };
