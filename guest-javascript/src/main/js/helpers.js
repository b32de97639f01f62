// The helpers below /data_js: some are globals, the others come in packages.
import 'internal:web';
// The largest source comes first: the memory that it took is taken again by the others.
import '/data_js/lib/js-yaml.js';
import * as files from '/data_js/files.js';
import csv from '/data_js/csv-simple.js';
import json from '/data_js/json-utils.js';
import strings from '/data_js/string-utils.js';
import utilities from '/data_js/sandbox-utils.js';
import * as collections from '/data_js/lib/collections.js';
import * as diff from '/data_js/lib/diff.js';
import * as formats from '/data_js/lib/formats.js';
import * as search from '/data_js/lib/search.js';
import * as shell from '/data_js/lib/shell.js';
import * as xml from '/data_js/lib/xml.js';
import { nearest } from '/data_js/lib/nearest.js';
import { document, packageHelp, signatures } from 'internal:help';

const HOME = '/data_js';

const packages = {
  'csv-simple': csv,
  'json-utils': json,
  'string-utils': strings,
  'sandbox-utils': utilities,
};

const parts = {
  'csv-simple': csv,
  'json-utils': json,
  'string-utils': strings,
  files,
  'lib/collections': collections,
  'lib/diff': diff,
  'lib/formats': formats,
  'lib/search': search,
  'lib/shell': shell,
  'lib/xml': xml,
};

for (const [name, functions] of Object.entries(parts)) {
  document(`${HOME}/${name}.js`, functions);
}
for (const [name, functions] of Object.entries(packages)) {
  Object.defineProperty(functions, 'help', { get: () => packageHelp(name, `${HOME}/${name}.js`, functions) });
  Object.freeze(functions);
}

// The package of a name; 'csv-simple.js' and '/data_js/csv-simple.js' mean the same.
function requireVendor(name) {
  const known = Object.keys(packages);
  const wanted = typeof name === 'string' ? name.replace(/^\/data_js\//, '').replace(/\.js$/, '') : undefined;
  if (wanted !== undefined && Object.hasOwn(packages, wanted)) {
    return packages[wanted];
  }
  const shown = typeof name === 'string' ? `'${name.slice(0, 80)}'` : typeof name;
  const meant = wanted === undefined ? undefined : nearest(wanted.slice(0, 80), known);
  const advice = meant === undefined ? 'import files of your own by their path' : `did you mean '${meant}'?`;
  throw new Error(`requireVendor: there is no package ${shown}; there are ${known.join(', ')}; ${advice}`);
}

// The functions that are globals.
const { readBytes, writeBytes, ...globals } = files;

function overview() {
  return `requireVendor(name) -> one of these packages

  ${Object.keys(packages).join('\n  ')}

requireVendor('csv-simple').help tells all of a package, requireVendor('csv-simple').parse.help all of a function. The same
can be imported: import csv from '/data_js/csv-simple.js'.

These functions for files are globals; readText.help tells all of one:

  ${signatures(globals).join('\n  ')}
`;
}

Object.defineProperty(requireVendor, 'help', { get: overview });

export { globals, requireVendor };
