// Files and directories, as a shell handles them.
import * as std from 'std';
import * as os from 'os';
import { fileError, needsOptions, needsPath, shown } from './errors.js';
import { decode, encode } from './encodings.js';
import { append, checked, copy, read, textual, write } from './file-io.js';
import { baseName, isDirectory, join, kindOf, makeDirectories, makeParents, namesIn } from './paths.js';

/**
 * ls(directory?, options?) -> names in a directory, sorted; directories with a / at their end
 *
 *   long  true: objects with name, type, size in bytes and modified (a Date)
 *
 *   console.log(ls('/app').join('\n'));
 */
export function ls(directory = '.', options = {}) {
  const { long = false } = needsOptions('ls', options, ['long']);
  return namesIn('ls', directory).map((name) => {
    const path = join(directory, name);
    const kind = kindOf(path);
    if (!long) {
      return kind === 'directory' ? `${name}/` : name;
    }
    const { size, mtime } = os.lstat(path)[0];
    return { name, type: kind, size, modified: new Date(mtime) };
  });
}

/**
 * cat(...paths) -> the texts of the files, one behind the other
 *
 *   console.log(cat('part1.txt', 'part2.txt'));
 */
export function cat(...paths) {
  return paths.map((path) => decode('cat', path, read('cat', path), 'utf-8', true)).join('');
}

/**
 * touch(path): makes an empty file, or sets the time of one that is there to now
 *
 *   touch('done');
 */
export function touch(path) {
  if (kindOf(needsPath('touch', path)) === undefined) {
    write('touch', path, new ArrayBuffer(0));
  } else {
    const now = Date.now();
    checked('touch', 'set the time of', path, os.utimes(path, now, now));
  }
}

/**
 * mkdir(directory): makes a directory, and those that are missing above it; one that is there stays
 *
 *   mkdir('reports/2026');
 */
export function mkdir(directory) {
  makeDirectories('mkdir', needsPath('mkdir', directory));
}

/**
 * rm(path, options?) -> number of files and directories removed
 *
 *   recursive  true: directories, too, with all in them
 *   force      true: what is not there is no error
 *
 *   rm('build', { recursive: true, force: true });
 */
export function rm(path, options = {}) {
  const { recursive = false, force = false } = needsOptions('rm', options, ['recursive', 'force']);
  const kind = kindOf(needsPath('rm', path));
  if (kind === undefined && force) {
    return 0;
  }
  if (kind === 'directory' && !recursive) {
    const error = fileError('rm', 'remove', path, std.Error.EISDIR);
    error.message += '; { recursive: true } removes it with all in it';
    throw error;
  }
  return removeAll('rm', path);
}

/**
 * removeTree(path) -> number of files and directories removed
 *
 * Removes a directory with all in it, or a file. Links are removed, not what they lead to.
 *
 *   removeTree('build');
 */
export function removeTree(path) {
  return removeAll('removeTree', needsPath('removeTree', path));
}

function removeAll(name, path) {
  const here = os.getcwd()[0];
  if (kindOf(path) === 'directory' && `${here}/`.startsWith(real(path).replace(/\/*$/, '/'))) {
    throw new Error(`${name}: ${shown(path)} is the current directory, or has it in it; remove what is in it by name`);
  }
  return removeNow(name, path);
}

function removeNow(name, path) {
  let count = 0;
  if (kindOf(path) === 'directory') {
    for (const entry of namesIn(name, path)) {
      count += removeNow(name, join(path, entry));
    }
  }
  checked(name, 'remove', path, os.remove(path));
  return count + 1;
}

/**
 * cp(from, to, options?) -> number of files copied
 *
 * Where `to` is a directory, the copy gets its old name in it.
 *
 *   recursive  true: directories, too, with all in them
 *
 *   cp('data.csv', 'backup/');
 */
export function cp(from, to, options = {}) {
  const { recursive = false } = needsOptions('cp', options, ['recursive']);
  const target = into(needsPath('cp', from), needsPath('cp', to, 'the second path'), 'cp');
  if (!isDirectory(from)) {
    copy('cp', from, target);
    return 1;
  }
  if (!recursive) {
    const error = fileError('cp', 'copy', from, std.Error.EISDIR);
    error.message += '; { recursive: true } copies it with all in it';
    throw error;
  }
  return copyAll('cp', from, target);
}

/**
 * copyTree(from, to) -> number of files copied
 *
 * Copies all that is in a directory into another one, which is made if it is not there; what it has already is kept, and
 * replaced where names are the same. Links are copied as links.
 *
 *   copyTree('site', 'backup/site');
 */
export function copyTree(from, to) {
  needsPath('copyTree', from);
  return copyAll('copyTree', from, needsPath('copyTree', to, 'the second path'));
}

function copyAll(name, from, to) {
  const names = namesIn(name, from);
  makeDirectories(name, to);
  if (`${real(to)}/`.startsWith(`${real(from)}/`)) {
    throw new Error(`${name}: ${shown(to)} lies in ${shown(from)}, which would be copied without end; copy it elsewhere`);
  }
  return copyNames(name, from, to, names);
}

function copyNames(name, from, to, names) {
  let count = 0;
  for (const entry of names) {
    const [source, target] = [join(from, entry), join(to, entry)];
    const kind = kindOf(source);
    if (kind === 'directory') {
      makeDirectories(name, target);
      count += copyNames(name, source, target, namesIn(name, source));
    } else if (kind === 'link') {
      if (kindOf(target) !== undefined) {
        checked(name, 'replace', target, os.remove(target));
      }
      checked(name, 'make the link', target, os.symlink(os.readlink(source)[0], target));
      count++;
    } else {
      copy(name, source, target);
      count++;
    }
  }
  return count;
}

function real(path) {
  return os.realpath(path)[0] ?? path;
}

/**
 * mv(from, to): moves or renames a file or a directory
 *
 * Where `to` is a directory, it gets its old name in it; a file that has the new name is replaced.
 *
 *   mv('draft.txt', 'final.txt');
 */
export function mv(from, to) {
  const target = into(needsPath('mv', from), needsPath('mv', to, 'the second path'), 'mv');
  if (kindOf(from) === undefined) {
    throw fileError('mv', 'move', from, std.Error.ENOENT);
  }
  makeParents('mv', target);
  checked('mv', `move ${shown(from)} to`, target, os.rename(from, target));
}

function into(from, to, name) {
  if (to.endsWith('/')) {
    makeDirectories(name, to.replace(/\/+$/, '') || '/');
  }
  return isDirectory(to) && real(from) !== real(to) ? join(to, baseName(from)) : to;
}

/**
 * echo(text, path?, options?) -> the text
 *
 * With a path, writes the text and a line end to a file.
 *
 *   append  true: to the end of the file
 *
 *   echo('done', 'log.txt', { append: true });
 */
export function echo(text, path = undefined, options = {}) {
  const { append: adds = false } = needsOptions('echo', options, ['append']);
  const line = textual('echo', text);
  if (path !== undefined) {
    (adds ? append : write)('echo', path, encode(`${line}\n`));
  }
  return line;
}
