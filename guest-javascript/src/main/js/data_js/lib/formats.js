// CSV and YAML to values and back.
import { parse, stringify } from '../csv-simple.js';
import { needsOptions, needsString } from './errors.js';
import { jsonText } from './json-text.js';
import { CORE_SCHEMA, dump, load, loadAll, types } from './js-yaml.js';

// What JSON can hold: dates stay texts, as in JSON.
const SCHEMA = CORE_SCHEMA.extend({ implicit: [types.merge] });

/**
 * csvToJson(text, options?) -> array of objects; options as for parse of csv-simple
 *
 *   writeJson('sales.json', csvToJson(readText('sales.csv'), { numbers: true }));
 */
export function csvToJson(text, options = {}) {
  return parse(text, options);
}

/**
 * jsonToCsv(rows, options?) -> text; options as for stringify of csv-simple
 *
 * Takes an array of rows, or a text that is JSON.
 *
 *   writeText('sales.csv', jsonToCsv(readJson('sales.json')));
 */
export function jsonToCsv(rows, options = {}) {
  return stringify(given('jsonToCsv', rows), options);
}

/**
 * yamlToJson(text, options?) -> the value
 *
 *   all  true: an array with the values of all documents of the text
 *
 *   yamlToJson('name: Ada\nborn: 1815\n');   // { name: 'Ada', born: 1815 }
 */
export function yamlToJson(text, options = {}) {
  const { all = false } = needsOptions('yamlToJson', options, ['all']);
  needsString('yamlToJson', 'the text', text);
  try {
    return all ? loadAll(text, null, { schema: SCHEMA }) : (load(text, { schema: SCHEMA }) ?? null);
  } catch (error) {
    throw new SyntaxError(`yamlToJson: ${error.message}`, { cause: error });
  }
}

/**
 * jsonToYaml(value, options?) -> text
 *
 * Takes a value that JSON can hold, or a text that is JSON.
 *
 *   indent    spaces for a level (2)
 *   sortKeys  true: keys in the order of the alphabet
 *
 *   jsonToYaml({ name: 'Ada', tags: ['a', 'b'] });   // 'name: Ada\ntags:\n  - a\n  - b\n'
 */
export function jsonToYaml(value, options = {}) {
  const { indent = 2, sortKeys = false } = needsOptions('jsonToYaml', options, ['indent', 'sortKeys']);
  const plain = JSON.parse(jsonText('jsonToYaml', given('jsonToYaml', value), 0));
  return dump(plain, { indent, sortKeys, noRefs: true, lineWidth: -1, schema: SCHEMA });
}

function given(name, value) {
  if (typeof value !== 'string') {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch (error) {
    throw new SyntaxError(`${name}: the text is not valid JSON: ${error.message}`, { cause: error });
  }
}
