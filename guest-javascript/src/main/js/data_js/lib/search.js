// Looking for files, and for text in files.
import { needsArray, needsCount, needsOptions, needsPath, needsString, refuse } from './errors.js';
import { matcher } from './glob.js';
import { readEnd, readStart } from './file-ends.js';
import { read, write } from './file-io.js';
import { splitLines } from './lines.js';
import { decode, encode } from './encodings.js';
import { isDirectory, join, kindOf, namesIn } from './paths.js';

/**
 * walk(directory?) -> iterator of [directory, names of directories, names of files]
 *
 * Goes through a directory and all below it, sorted. Links to directories are not followed. Names that are taken out of
 * the second array are not gone into.
 *
 *   for (const [directory, , files] of walk('/app')) console.log(directory, files.length);
 */
export function* walk(directory = '.') {
  const directories = [];
  const files = [];
  for (const name of namesIn('walk', directory)) {
    (isDirectory(join(directory, name)) ? directories : files).push(name);
  }
  yield [directory, directories, files];
  for (const name of directories) {
    const path = join(directory, name);
    if (kindOf(path) === 'directory') {
      yield* walk(path);
    }
  }
}

/**
 * find(pattern?, directory?, options?) -> paths, sorted
 *
 * The pattern is one of names, such as '*.csv', or with a / in it one of paths below the directory, such as
 * 'data/**\/*.{csv,tsv}'; or a regular expression for such paths.
 *
 *   type      'file' (the default), 'directory' or 'any'
 *   maxDepth  how far down: 1 is the directory alone
 *
 *   for (const path of find('*.json', '/app')) console.log(path);
 */
export function find(pattern = '*', directory = '.', options = {}) {
  if (typeof pattern !== 'string' && !(pattern instanceof RegExp)) {
    refuse('find', "the pattern must be a string such as '*.csv', or a regular expression", pattern);
  }
  const { type = 'file', maxDepth = Infinity } = needsOptions('find', options, ['type', 'maxDepth']);
  if (!['file', 'directory', 'any'].includes(type)) {
    refuse('find', "the type must be 'file', 'directory' or 'any'", type);
  }
  needsPath('find', directory, 'the directory');
  const fits = matcher(pattern);
  const found = [];
  const start = directory === '.' ? '' : directory.replace(/\/*$/, '/');
  const depths = new Map([[directory, 1]]);
  for (const [here, directories, files] of walk(directory)) {
    const depth = depths.get(here);
    const names = type === 'file' ? files : type === 'directory' ? directories : [...directories, ...files];
    for (const name of names) {
      const path = join(here, name);
      if (fits(path.slice(start.length))) {
        found.push(path);
      }
    }
    if (depth >= maxDepth) {
      directories.length = 0;
    }
    directories.forEach((name) => depths.set(join(here, name), depth + 1));
  }
  return found.sort();
}

/**
 * tree(directory?, options?) -> drawing of a directory and all below it, as text
 *
 *   maxDepth  how far down: 1 is the directory alone
 *
 *   console.log(tree('/app'));
 */
export function tree(directory = '.', options = {}) {
  const { maxDepth = Infinity } = needsOptions('tree', options, ['maxDepth']);
  const lines = [needsPath('tree', directory, 'the directory')];
  const draw = (here, margin, depth) => {
    const names = namesIn('tree', here);
    for (const [i, name] of names.entries()) {
      const path = join(here, name);
      const isLast = i === names.length - 1;
      lines.push(`${margin}${isLast ? '└── ' : '├── '}${name}${isDirectory(path) ? '/' : ''}`);
      if (depth < maxDepth && kindOf(path) === 'directory') {
        draw(path, `${margin}${isLast ? '    ' : '│   '}`, depth + 1);
      }
    }
  };
  draw(directory, '', 1);
  return lines.join('\n');
}

/**
 * grep(pattern, paths?, options?) -> array of { path, line, text } for the lines that fit
 *
 * A string is looked for as it is, a regular expression as a pattern. Paths are one or several files and directories; of
 * directories all files of text below them are read.
 *
 *   ignoreCase  true: upper and lower case are the same
 *   invert      true: the lines that do not fit
 *   maxCount    at most so many lines
 *
 *   for (const { path, line, text } of grep(/TODO|FIXME/, '/app')) console.log(`${path}:${line}: ${text}`);
 */
export function grep(pattern, paths = '.', options = {}) {
  const known = ['ignoreCase', 'invert', 'maxCount'];
  const { ignoreCase = false, invert = false, maxCount = Infinity } = needsOptions('grep', options, known);
  const fits = lineMatcher(pattern, ignoreCase);
  const found = [];
  for (const path of needsArray('grep', 'the paths', Array.isArray(paths) ? paths : [paths])) {
    const isTree = isDirectory(needsPath('grep', path));
    for (const file of isTree ? find('*', path) : [path]) {
      const lines = linesOf(file, isTree);
      for (let i = 0; i < lines.length && found.length < maxCount; i++) {
        if (fits(lines[i]) !== invert) {
          found.push({ path: file, line: i + 1, text: lines[i] });
        }
      }
    }
  }
  return found;
}

function lineMatcher(pattern, ignoreCase) {
  if (typeof pattern === 'string') {
    const part = ignoreCase ? pattern.toLowerCase() : pattern;
    return (line) => (ignoreCase ? line.toLowerCase() : line).includes(part);
  }
  if (!(pattern instanceof RegExp)) {
    refuse('grep', 'the pattern must be a string or a regular expression', pattern);
  }
  const flags = pattern.flags.replace(/[gy]/g, '');
  const wanted = new RegExp(pattern.source, ignoreCase && !flags.includes('i') ? `${flags}i` : flags);
  return (line) => wanted.test(line);
}

function linesOf(path, skipsBinary) {
  const bytes = read('grep', path);
  try {
    return linesIn('grep', path, bytes);
  } catch (error) {
    if (skipsBinary) {
      return [];
    }
    throw error;
  }
}

/**
 * sed(pattern, replacement, paths) -> number of places that were changed
 *
 * Replaces in files all that fits. A string is looked for and put in as it is; with a regular expression the replacement
 * may have $1 and $<name>, or be a function. Patterns see the whole file: ^ and $ want the flag m.
 *
 *   sed(/version: (\d+)\.\d+/, 'version: $1.9', 'app.yaml');
 */
export function sed(pattern, replacement, paths) {
  const isText = typeof pattern === 'string' && pattern !== '';
  if (!isText && !(pattern instanceof RegExp)) {
    refuse('sed', 'the pattern must be a string that is not empty, or a regular expression', pattern);
  }
  if (typeof replacement !== 'function') {
    needsString('sed', 'the replacement', replacement);
  }
  const flags = isText ? '' : pattern.flags.replace(/[gy]/g, '');
  const wanted = isText ? pattern : new RegExp(pattern.source, `${flags}g`);
  const filling = isText && typeof replacement === 'string' ? () => replacement : replacement;
  let count = 0;
  for (const path of Array.isArray(paths) ? paths : [paths]) {
    const text = decode('sed', path, read('sed', path), 'utf-8', true);
    const places = isText ? text.split(pattern).length - 1 : [...text.matchAll(wanted)].length;
    if (places > 0) {
      write('sed', path, encode(text.replaceAll(wanted, filling)));
      count += places;
    }
  }
  return count;
}

/**
 * head(path, count?) -> array of the first lines of a file (10)
 *
 * Reads no more of a large file than it needs; so does tail.
 *
 *   console.log(head('data.csv', 3).join('\n'));
 */
export function head(path, count = 10) {
  needsCount('head', 'the number of lines', count);
  return linesIn('head', path, readStart('head', path, count)).slice(0, count);
}

/**
 * tail(path, count?) -> array of the last lines of a file (10)
 *
 *   console.log(tail('log.txt', 3).join('\n'));
 */
export function tail(path, count = 10) {
  needsCount('tail', 'the number of lines', count);
  const lines = linesIn('tail', path, readEnd('tail', path, count));
  return lines.slice(Math.max(0, lines.length - count));
}

function linesIn(name, path, bytes) {
  return splitLines(decode(name, path, bytes, 'utf-8', true));
}

/**
 * wc(path) -> { lines, words, characters, bytes }
 *
 *   console.log(wc('notes.txt').words);
 */
export function wc(path) {
  const bytes = read('wc', path);
  const text = decode('wc', path, bytes, 'utf-8', true);
  return {
    lines: text.split('\n').length - 1,
    words: text.match(/\S+/g)?.length ?? 0,
    characters: [...text].length,
    bytes: bytes.byteLength,
  };
}
