// Reading and writing whole files; all or nothing.
import * as std from 'std';
import * as os from 'os';
import { decode } from './encodings.js';
import { fileError, needsOptions, needsPath, refuse, shown } from './errors.js';
import { kindOf, makeParents } from './paths.js';

/** What is read or written at once, in bytes. */
export const BLOCK = 1 << 16;

/** What a function was given as a text: strings, and values that have one obvious text. */
export function textual(name, value, what = 'the text') {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') {
    return `${value}`;
  }
  if (typeof value !== 'string') {
    refuse(name, `${what} must be a string`, value, 'writeJson writes other values');
  }
  return value;
}

/** A result of the file system; throws if it is the negative number of an error. */
export function checked(name, what, path, result) {
  if (result < 0) {
    throw fileError(name, what, path, result);
  }
  return result;
}

/** A descriptor; whoever gets it closes it. */
export function open(name, what, path, flags) {
  return checked(name, what, path, os.open(path, flags, 0o666));
}

/** What is known of a file; throws if it is a directory or not there. */
export function statusOf(name, path, what) {
  const [status, errno] = os.stat(needsPath(name, path));
  if (errno !== 0) {
    throw fileError(name, what, path, errno);
  }
  if ((status.mode & os.S_IFMT) === os.S_IFDIR) {
    throw fileError(name, what, path, std.Error.EISDIR);
  }
  return status;
}

/** The text of a file. */
export function readText(name, path, options) {
  const { encoding = 'utf-8', fatal = true } = needsOptions(name, options, ['encoding', 'fatal']);
  const buffer = read(name, path);
  try {
    return decode(name, path, buffer, encoding, fatal);
  } catch (error) {
    throw error instanceof InternalError ? tooLarge(name, path, buffer.byteLength, error) : error;
  }
}

/** All bytes of a file, in an ArrayBuffer. */
export function read(name, path) {
  const { size } = statusOf(name, path, 'read');
  const input = open(name, 'read', path, os.O_RDONLY);
  try {
    const buffer = memoryFor(name, path, size);
    let length = 0;
    while (length < size) {
      const count = checked(name, 'read', path, os.read(input, buffer, length, size - length));
      if (count === 0) {
        break;
      }
      length += count;
    }
    return length === size ? buffer : buffer.slice(0, length);
  } finally {
    os.close(input);
  }
}

function memoryFor(name, path, size) {
  try {
    return new ArrayBuffer(size);
  } catch (error) {
    throw tooLarge(name, path, size, error);
  }
}

function tooLarge(name, path, size, cause) {
  const advice = 'read it line by line with std.open(path).getline(), or raise the memory limit';
  return new RangeError(`${name}: ${shown(path)} has ${size} bytes, for which there is no memory; ${advice}`, { cause });
}

function writeFully(name, path, output, buffer, length) {
  for (let written = 0; written < length; ) {
    written += checked(name, 'write', path, os.write(output, buffer, written, length - written));
  }
}

function openToWrite(name, path, flags) {
  needsPath(name, path);
  let output = os.open(path, flags | os.O_CREAT, 0o666);
  if (output === -std.Error.ENOENT && makeParents(name, path)) {
    output = os.open(path, flags | os.O_CREAT, 0o666);
  }
  return checked(name, 'write', path, output);
}

/** Replaces the content of a file. Takes the room first: what does not fit then has not changed anything. */
function fill(name, path, size, writeContent) {
  const isNew = kindOf(needsPath(name, path)) === undefined;
  const output = openToWrite(name, path, os.O_WRONLY);
  const before = os.seek(output, 0, std.SEEK_END);
  try {
    if (size > before) {
      checked(name, 'write', path, os.ftruncate(output, size));
    }
    os.seek(output, 0, std.SEEK_SET);
    writeContent(output);
    if (size < before) {
      checked(name, 'write', path, os.ftruncate(output, size));
    }
    return size;
  } catch (error) {
    if (isNew) {
      os.remove(path);
    }
    throw error;
  } finally {
    os.close(output);
  }
}

/** Replaces the content of a file by the bytes of an ArrayBuffer. */
export function write(name, path, buffer) {
  const size = buffer.byteLength;
  return fill(name, path, size, (output) => {
    if (size > 0) {
      writeFully(name, path, output, buffer, size);
    }
  });
}

/** Adds bytes to the end of a file. */
export function append(name, path, buffer) {
  const output = openToWrite(name, path, os.O_WRONLY | os.O_APPEND);
  const before = os.seek(output, 0, std.SEEK_END);
  try {
    if (buffer.byteLength > 0) {
      writeFully(name, path, output, buffer, buffer.byteLength);
    }
    return buffer.byteLength;
  } catch (error) {
    os.ftruncate(output, before);
    throw error;
  } finally {
    os.close(output);
  }
}

/** Copies a file, block by block. */
export function copy(name, from, to) {
  const source = statusOf(name, from, 'read');
  const [target, missing] = os.stat(needsPath(name, to, 'the second path'));
  if (missing === 0 && target.dev === source.dev && target.ino === source.ino) {
    throw new Error(`${name}: ${shown(from)} and ${shown(to)} are one file; give another name for the copy`);
  }
  const input = open(name, 'read', from, os.O_RDONLY);
  try {
    return fill(name, to, source.size, (output) => {
      const block = new ArrayBuffer(Math.max(1, Math.min(BLOCK, source.size)));
      for (;;) {
        const count = checked(name, 'read', from, os.read(input, block, 0, block.byteLength));
        if (count === 0) {
          return;
        }
        writeFully(name, to, output, block, count);
      }
    });
  } finally {
    os.close(input);
  }
}
