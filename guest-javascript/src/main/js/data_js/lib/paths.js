// Paths and directories.
import * as std from 'std';
import * as os from 'os';
import { fileError, needsPath } from './errors.js';

const KINDS = { [os.S_IFDIR]: 'directory', [os.S_IFREG]: 'file', [os.S_IFLNK]: 'link' };

/** 'file', 'directory', 'link' or 'other'; undefined where nothing is. Links are not followed. */
export function kindOf(path) {
  const [status, errno] = os.lstat(path);
  return errno === 0 ? (KINDS[status.mode & os.S_IFMT] ?? 'other') : undefined;
}

/** Whether a path leads to a directory; links are followed. */
export function isDirectory(path) {
  const [status, errno] = os.stat(path);
  return errno === 0 && (status.mode & os.S_IFMT) === os.S_IFDIR;
}

/** A name in a directory; without './' where the directory is the current one. */
export function join(directory, name) {
  return directory === '.' ? name : directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}

/** The last name of a path. */
export function baseName(path) {
  return path.split('/').findLast((part) => part !== '') ?? path;
}

/** The names in a directory, sorted. */
export function namesIn(name, directory) {
  const [names, errno] = os.readdir(needsPath(name, directory, 'the directory'));
  if (errno !== 0) {
    throw fileError(name, 'list', directory, errno);
  }
  return names.filter((entry) => entry !== '.' && entry !== '..').sort();
}

/** Makes a directory and those that are missing above it; one that is there is left as it is. */
export function makeDirectories(name, directory) {
  const errno = -os.mkdir(directory, 0o777);
  if (errno === std.Error.ENOENT) {
    const above = parentOf(directory);
    if (above !== undefined) {
      makeDirectories(name, above);
      makeDirectories(name, directory);
      return;
    }
  }
  if (errno !== 0 && !(errno === std.Error.EEXIST && isDirectory(directory))) {
    throw fileError(name, 'make the directory', directory, errno);
  }
}

/** Makes the directories that are missing above a file. False: there is nothing to make. */
export function makeParents(name, path) {
  const above = parentOf(path);
  if (above === undefined || isDirectory(above)) {
    return false;
  }
  makeDirectories(name, above);
  return true;
}

function parentOf(path) {
  const end = path.replace(/\/+$/, '').lastIndexOf('/');
  return end < 1 ? undefined : path.slice(0, end);
}
