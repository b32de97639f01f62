// Bytes to text and back.
import { refuse, shown } from './errors.js';

// Taken when the image is made: a program that replaces them does not change the helpers.
const { TextDecoder, TextEncoder } = globalThis;

const UNITS_AT_ONCE = 4096;
const ADVICE = "read binary files with readBytes of requireVendor('sandbox-utils'), or name the encoding: ";

/** The text that an ArrayBuffer holds. */
export function decode(name, path, buffer, encoding, fatal) {
  switch (encoding) {
    case 'utf-8':
    case 'utf8':
      return utf8(name, path, buffer, fatal);
    case 'utf-16le':
      return utf16(name, path, buffer, fatal);
    case 'latin1':
      return fromUnits(new Uint8Array(buffer));
    default:
      return refuse(name, "the encoding must be 'utf-8', 'utf-16le' or 'latin1'", encoding);
  }
}

function utf8(name, path, buffer, fatal) {
  try {
    return new TextDecoder('utf-8', { fatal }).decode(buffer);
  } catch (error) {
    if (!(error instanceof TypeError)) {
      throw error;
    }
  }
  const bytes = new Uint8Array(buffer);
  const offset = firstMalformed(bytes);
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[1] === 0 && bytes[3] === 0);
  throw new Error(
    `${name}: ${shown(path)} is not UTF-8: byte 0x${bytes[offset].toString(16).padStart(2, '0')} at offset ${offset};` +
      ` ${ADVICE}{ encoding: '${wide ? 'utf-16le' : 'latin1'}' }`,
  );
}

function firstMalformed(bytes) {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const encoder = new TextEncoder();
  let offset = 0;
  let from = 0;
  for (;;) {
    const at = text.indexOf('\uFFFD', from);
    offset += encoder.encode(text.slice(from, at)).length;
    // The file may contain this very character.
    if (bytes[offset] !== 0xef || bytes[offset + 1] !== 0xbf || bytes[offset + 2] !== 0xbd) {
      return offset;
    }
    offset += 3;
    from = at + 1;
  }
}

function utf16(name, path, buffer, fatal) {
  const isOdd = buffer.byteLength % 2 === 1;
  const text = fromUnits(new Uint16Array(buffer, 0, buffer.byteLength >> 1)).replace(/^\uFEFF/, '');
  if (fatal && (isOdd || !text.isWellFormed())) {
    throw new Error(`${name}: ${shown(path)} is not UTF-16: ${isOdd ? 'it ends within a character' : 'half a character'}`);
  }
  return fatal ? text : text.toWellFormed() + (isOdd ? '\uFFFD' : '');
}

function fromUnits(units) {
  let text = '';
  for (let i = 0; i < units.length; i += UNITS_AT_ONCE) {
    text += String.fromCharCode.apply(null, units.subarray(i, i + UNITS_AT_ONCE));
  }
  return text;
}

/** The text as UTF-8, in an ArrayBuffer; half a surrogate pair becomes U+FFFD. */
export function encode(text) {
  return new TextEncoder().encode(text).buffer;
}
