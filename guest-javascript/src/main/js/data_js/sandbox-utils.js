/**
 * Files, text and data under one roof, for programs that would reach for a shell. Paths begin at the current directory,
 * which is the workspace.
 *
 *   const { find, grep, sortBy } = requireVendor('sandbox-utils');
 *   for (const path of find('*.csv')) console.log(path, fileSize(path));
 */
import * as files from './files.js';
import * as collections from './lib/collections.js';
import * as diffs from './lib/diff.js';
import * as formats from './lib/formats.js';
import * as search from './lib/search.js';
import * as shell from './lib/shell.js';
import * as xml from './lib/xml.js';

export * from './files.js';
export * from './lib/collections.js';
export * from './lib/diff.js';
export * from './lib/formats.js';
export * from './lib/search.js';
export * from './lib/shell.js';
export * from './lib/xml.js';

export default { ...files, ...shell, ...search, ...diffs, ...collections, ...formats, ...xml };
