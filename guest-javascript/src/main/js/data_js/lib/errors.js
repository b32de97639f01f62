// The errors of the helpers: each says what failed, with which value, and what to do.
import * as std from 'std';
import * as os from 'os';
import { nearest } from './nearest.js';

const LONGEST_SHOWN = 80;
const MOST_NAMES = 8;

/** A value as a message shows it: short, and never by code of the value's own. */
export function shown(value) {
  switch (typeof value) {
    case 'string':
      return value.length <= LONGEST_SHOWN ? `'${value}'` : `'${value.slice(0, LONGEST_SHOWN)}…'`;
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? 'an array' : 'an object';
    case 'function':
      return 'a function';
    case 'symbol':
      return 'a symbol';
    case 'bigint':
      return `${value}n`;
    default:
      return `${value}`;
  }
}

/** Throws a TypeError that says what a function wanted and what it got. */
export function refuse(name, what, value, advice = '') {
  throw new TypeError(`${name}: ${what}, got ${shown(value)}${advice && `; ${advice}`}`);
}

export function needsString(name, what, value) {
  if (typeof value !== 'string') {
    refuse(name, `${what} must be a string`, value);
  }
  return value;
}

export function needsArray(name, what, value) {
  if (!Array.isArray(value)) {
    refuse(name, `${what} must be an array`, value);
  }
  return value;
}

export function needsFunction(name, what, value) {
  if (typeof value !== 'function') {
    refuse(name, `${what} must be a function`, value);
  }
  return value;
}

/** Checks a whole number that is not below `least`. */
export function needsCount(name, what, value, least = 0) {
  if (!Number.isSafeInteger(value) || value < least) {
    refuse(name, `${what} must be a whole number from ${least} on`, value);
  }
  return value;
}

/** Checks that options are an object that has no others than those which are known. */
export function needsOptions(name, options, known) {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    refuse(name, 'the options must be an object', options, `it may have ${known.join(', ')}`);
  }
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      const meant = nearest(key, known);
      throw new TypeError(
        `${name}: there is no option '${key}'${meant ? `; did you mean '${meant}'?` : ''}; options are ${known.join(', ')}`,
      );
    }
  }
  return options;
}

/** Checks a path: a string with something in it, and without NUL, at which the file system would cut it. */
export function needsPath(name, path, what = 'the path') {
  if (typeof path !== 'string' || path === '') {
    refuse(name, `${what} must be a string that is not empty`, path);
  }
  if (path.includes('\0')) {
    refuse(name, `${what} must not contain the character NUL`, path.replaceAll('\0', '\\0'));
  }
  return path;
}

// ---- errors of the file system ----

const CODES = new Map(
  Reflect.ownKeys(std.Error)
    .filter((name) => typeof std.Error[name] === 'number')
    .map((name) => [std.Error[name], name]),
);

const ADVICE = {
  ENOENT: absent,
  EISDIR: (path) => `it is a directory; listFiles(${shown(path)}) names the files in it`,
  ENOTDIR: () => 'a part of the path is a file and not a directory',
  ENOTEMPTY: () => "the directory is not empty; removeTree of requireVendor('sandbox-utils') removes it with all in it",
  ENOSPC: () => 'the disk quota of the sandbox is used up; remove files that are not needed, or write less',
  EMFILE: () => 'too many files are open; close those that are done with',
  ENAMETOOLONG: () => 'a name may have 255 bytes and a path 4095',
  ELOOP: () => 'its symbolic links lead in a circle, or out of the sandbox',
  EROFS: forbidden,
  EACCES: forbidden,
  EPERM: forbidden,
  ENOTCAPABLE: forbidden,
};

function forbidden(path, what) {
  const name = path.split('/').findLast((part) => part !== '') ?? 'notes.txt';
  return what === 'read' ? undefined : `only the workspace can be written to; take a relative path such as '${name}'`;
}

function absent(path) {
  const slash = path.lastIndexOf('/');
  const directory = slash < 0 ? '.' : path.slice(0, slash) || '/';
  const [names, errno] = os.readdir(directory);
  if (errno !== 0) {
    return `there is no directory ${shown(directory)} either; paths begin at ${shown(os.getcwd()[0])}`;
  }
  const others = names.filter((name) => name !== '.' && name !== '..').sort();
  const meant = nearest(path.slice(slash + 1), others);
  if (meant !== undefined) {
    return `did you mean '${path.slice(0, slash + 1)}${meant}'?`;
  }
  if (others.length === 0) {
    return `the directory ${shown(directory)} is empty`;
  }
  const rest = others.length - MOST_NAMES;
  return `in ${shown(directory)} there are ${others.slice(0, MOST_NAMES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/**
 * Makes the error of a call that the file system refused, with `code`, `errno` and `path` as in Node.js.
 *
 * @param what what was to be done, e.g. "read"
 * @param errno the number, whatever its sign
 */
export function fileError(name, what, path, errno) {
  const number = Math.abs(errno);
  const code = CODES.get(number) ?? `errno ${number}`;
  const advice = ADVICE[code]?.(path, what);
  const reason = std.strerror(number);
  const error = new Error(`${name}: cannot ${what} ${shown(path)}: ${reason} (${code})${advice ? `; ${advice}` : ''}`);
  Object.assign(error, { code, errno: number, path });
  return error;
}
