/**
 * Files as text, lines, JSON and bytes. Paths begin at the current directory, which is the workspace; directories that
 * are missing on the way to a file that is written are made. All but readBytes and writeBytes are globals.
 */
import * as std from 'std';
import * as os from 'os';
import { fileError, needsOptions, needsPath, refuse, shown } from './lib/errors.js';
import { encode } from './lib/encodings.js';
import { append, checked, copy, read, readText as text, statusOf, textual, write } from './lib/file-io.js';
import { splitLines } from './lib/lines.js';
import { isDirectory, join, kindOf, namesIn } from './lib/paths.js';
import { excerpt, jsonText } from './lib/json-text.js';

/**
 * readText(path, options?) -> string
 *
 *   encoding  'utf-8' (the default), 'utf-16le' or 'latin1'
 *   fatal     true (the default): bytes that are no text of the encoding are an error; false: they become U+FFFD
 *
 * A byte order mark is not part of the text.
 *
 *   const text = readText('notes.txt');
 */
export function readText(path, options = {}) {
  return text('readText', path, options);
}

/**
 * writeText(path, text) -> number of bytes written
 *
 * Makes the file, or replaces all that is in it. If there is no room for the text, the file stays as it was.
 *
 *   writeText('out/notes.txt', 'first line\n');
 */
export function writeText(path, text) {
  return write('writeText', path, encode(textual('writeText', text)));
}

/**
 * appendText(path, text) -> number of bytes written
 *
 * Adds to the end of the file, which is made if it is not there. If there is no room, the file stays as it was.
 *
 *   appendText('log.txt', `${new Date().toISOString()} done\n`);
 */
export function appendText(path, text) {
  return append('appendText', path, encode(textual('appendText', text)));
}

/**
 * readLines(path, options?) -> array of the lines, without their ends
 *
 * Lines end with \n, \r\n or \r; an end after the last line does not begin another one. Options as for readText.
 *
 *   for (const line of readLines('notes.txt')) console.log(line);
 */
export function readLines(path, options = {}) {
  return splitLines(text('readLines', path, options));
}

/**
 * writeLines(path, lines) -> number of bytes written
 *
 * Writes each value of an array, or of anything that can be iterated, as a line that ends with \n.
 *
 *   writeLines('names.txt', ['Ada', 'Grace']);
 */
export function writeLines(path, lines) {
  if (typeof lines === 'string' || typeof lines?.[Symbol.iterator] !== 'function') {
    refuse('writeLines', 'the lines must be an array', lines, 'writeText writes one text');
  }
  const parts = Array.from(lines, (line) => textual('writeLines', line, 'a line'));
  return write('writeLines', path, encode(parts.length === 0 ? '' : `${parts.join('\n')}\n`));
}

/**
 * readJson(path) -> the value
 *
 * What is no JSON is an error that shows the place.
 *
 *   const { items } = readJson('data.json');
 */
export function readJson(path) {
  const source = text('readJson', path, {});
  try {
    return JSON.parse(source);
  } catch (error) {
    const what = source.trim() === '' ? 'is empty' : `is not valid JSON${excerpt(source, error)}`;
    throw Object.assign(new Error(`readJson: ${shown(path)} ${what}`, { cause: error }), { path });
  }
}

/**
 * writeJson(path, value, indent?) -> number of bytes written
 *
 * Writes what JSON.stringify makes of the value, with `indent` spaces (2) a level, or in one line with 0. A cycle, a
 * BigInt, or a value that JSON cannot hold at all is an error that says where it is.
 *
 *   writeJson('data.json', { items: [1, 2, 3] });
 */
export function writeJson(path, value, indent = 2) {
  needsPath('writeJson', path);
  return write('writeJson', path, encode(`${jsonText('writeJson', value, indent)}\n`));
}

/**
 * readBytes(path) -> Uint8Array
 *
 *   const { readBytes } = requireVendor('sandbox-utils');
 *   const bytes = readBytes('picture.png');
 */
export function readBytes(path) {
  return new Uint8Array(read('readBytes', path));
}

/**
 * writeBytes(path, bytes) -> number of bytes written
 *
 * Takes an ArrayBuffer or a view of one. If there is no room, the file stays as it was.
 *
 *   const { writeBytes } = requireVendor('sandbox-utils');
 *   writeBytes('magic.bin', new Uint8Array([0xca, 0xfe]));
 */
export function writeBytes(path, bytes) {
  if (bytes instanceof ArrayBuffer) {
    return write('writeBytes', path, bytes);
  }
  if (!ArrayBuffer.isView(bytes)) {
    refuse('writeBytes', 'the bytes must be a Uint8Array or an ArrayBuffer', bytes, 'writeText writes text');
  }
  return write('writeBytes', path, bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/**
 * fileExists(path) -> boolean
 *
 * True for a directory, too. A symbolic link that leads nowhere does not exist.
 *
 *   if (!fileExists('data.json')) writeJson('data.json', []);
 */
export function fileExists(path) {
  return os.stat(needsPath('fileExists', path))[1] === 0;
}

/**
 * fileSize(path) -> number of bytes
 *
 *   console.log(fileSize('data.json'));
 */
export function fileSize(path) {
  return statusOf('fileSize', path, 'get the size of').size;
}

/**
 * listFiles(directory?, options?) -> names of the files in a directory, sorted
 *
 *   recursive    true: files of directories below, too, as 'sub/name.txt'
 *   directories  true: directories, too, with a / at their end
 *
 *   for (const name of listFiles('/app')) console.log(name);
 */
export function listFiles(directory = '.', options = {}) {
  needsPath('listFiles', directory, 'the directory');
  const known = ['recursive', 'directories'];
  const { recursive = false, directories = false } = needsOptions('listFiles', options, known);
  const found = [];
  const list = (prefix) => {
    const here = prefix === '' ? directory : join(directory, prefix);
    for (const name of namesIn('listFiles', here)) {
      const path = join(here, name);
      if (!isDirectory(path)) {
        found.push(prefix + name);
        continue;
      }
      if (directories) {
        found.push(`${prefix}${name}/`);
      }
      // A link to a directory is not followed: it may lead back here.
      if (recursive && kindOf(path) === 'directory') {
        list(`${prefix}${name}/`);
      }
    }
  };
  list('');
  return found.sort();
}

/**
 * copyFile(from, to) -> number of bytes copied
 *
 * Replaces `to` if it is there. If there is no room for the copy, `to` stays as it was.
 *
 *   copyFile('data.json', 'backup/data.json');
 */
export function copyFile(from, to) {
  return copy('copyFile', from, to);
}

/**
 * removeFile(path) -> true if it was there, false if not
 *
 *   removeFile('old.txt');
 */
export function removeFile(path) {
  needsPath('removeFile', path);
  const kind = kindOf(path);
  if (kind === 'directory') {
    const error = fileError('removeFile', 'remove', path, std.Error.EISDIR);
    error.message += "; removeTree of requireVendor('sandbox-utils') removes directories";
    throw error;
  }
  if (kind === undefined) {
    return false;
  }
  checked('removeFile', 'remove', path, os.remove(path));
  return true;
}
