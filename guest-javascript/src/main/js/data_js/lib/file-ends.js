// The beginning and the end of large files.
import * as std from 'std';
import * as os from 'os';
import { fileError } from './errors.js';
import { BLOCK, checked, open, statusOf } from './file-io.js';

const LINE_END = 0x0a;

/** The beginning of a file, in an ArrayBuffer: at least so many lines, and whole ones, if it has them. */
export function readStart(name, path, lines) {
  return readBlocks(name, path, lines, (done, size) => [done, Math.min(size - done, BLOCK)], (blocks, block) => {
    blocks.push(block);
    return (bytes) => bytes.subarray(0, bytes.lastIndexOf(LINE_END) + 1);
  });
}

/** The end of a file, likewise. */
export function readEnd(name, path, lines) {
  const before = (done, size) => [Math.max(0, size - done - BLOCK), Math.min(size - done, BLOCK)];
  return readBlocks(name, path, lines, before, (blocks, block) => {
    blocks.unshift(block);
    return (bytes) => bytes.subarray(bytes.indexOf(LINE_END) + 1);
  });
}

// Reads block by block until there are more line ends than wanted; what of the outermost line is there then is cut off.
function readBlocks(name, path, lines, placeOf, add) {
  const { size } = statusOf(name, path, 'read');
  const input = open(name, 'read', path, os.O_RDONLY);
  try {
    const blocks = [];
    let ends = 0;
    for (let done = 0; done < size; ) {
      const [from, length] = placeOf(done, size);
      const block = new Uint8Array(length);
      os.seek(input, from, std.SEEK_SET);
      if (checked(name, 'read', path, os.read(input, block.buffer, 0, length)) < length) {
        throw fileError(name, 'read', path, std.Error.EIO);
      }
      const cut = add(blocks, block);
      done += length;
      ends += countOf(block, LINE_END);
      if (ends > lines && done < size) {
        return cut(joined(blocks)).slice().buffer;
      }
    }
    return joined(blocks).buffer;
  } finally {
    os.close(input);
  }
}

function countOf(bytes, wanted) {
  let count = 0;
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) {
    count++;
  }
  return count;
}

function joined(blocks) {
  const bytes = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    bytes.set(block, at);
    at += block.length;
  }
  return bytes;
}
