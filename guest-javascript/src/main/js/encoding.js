// TextEncoder and TextDecoder of the Encoding Standard, for UTF-8.
import { decodeUtf8, encodeUtf8 } from 'internal:native';

const LABELS = ['utf-8', 'utf8', 'unicode-1-1-utf-8'];

export class TextEncoder {
  get encoding() {
    return 'utf-8';
  }

  encode(input = '') {
    return new Uint8Array(encodeUtf8(`${input}`));
  }

  encodeInto(source, destination) {
    if (!(destination instanceof Uint8Array)) {
      throw new TypeError('the destination must be a Uint8Array');
    }
    let read = 0;
    let written = 0;
    for (const character of `${source}`) {
      const bytes = new Uint8Array(encodeUtf8(character));
      if (written + bytes.length > destination.length) {
        break;
      }
      destination.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
}

export class TextDecoder {
  #fatal;
  #ignoreBOM;
  #pending = new Uint8Array(0);
  #atStart = true;

  constructor(label = 'utf-8', { fatal = false, ignoreBOM = false } = {}) {
    if (!LABELS.includes(`${label}`.trim().toLowerCase())) {
      throw new RangeError(`the encoding '${label}' is not supported; utf-8 is`);
    }
    this.#fatal = Boolean(fatal);
    this.#ignoreBOM = Boolean(ignoreBOM);
  }

  get encoding() {
    return 'utf-8';
  }

  get fatal() {
    return this.#fatal;
  }

  get ignoreBOM() {
    return this.#ignoreBOM;
  }

  decode(input, { stream = false } = {}) {
    const bytes = this.#withPending(bytesOf(input));
    const decoded = decodeUtf8(bytes.buffer, bytes.byteOffset, bytes.byteLength, this.#fatal, stream);
    if (decoded === null) {
      this.#reset();
      throw new TypeError('the bytes are not valid utf-8');
    }
    let [text, waiting] = decoded;
    if (this.#atStart && !this.#ignoreBOM && text.startsWith('\uFEFF')) {
      text = text.slice(1);
    }
    if (stream) {
      this.#atStart &&= decoded[0] === '';
      this.#pending = bytes.slice(bytes.length - waiting);
    } else {
      this.#reset();
    }
    return text;
  }

  #reset() {
    this.#pending = new Uint8Array(0);
    this.#atStart = true;
  }

  #withPending(bytes) {
    if (this.#pending.length === 0) {
      return bytes;
    }
    const joined = new Uint8Array(this.#pending.length + bytes.length);
    joined.set(this.#pending);
    joined.set(bytes, this.#pending.length);
    return joined;
  }
}

function bytesOf(input) {
  if (input === undefined) {
    return new Uint8Array(0);
  }
  if (ArrayBuffer.isView(input)) {
    return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  }
  if (input instanceof ArrayBuffer || input instanceof SharedArrayBuffer) {
    return new Uint8Array(input);
  }
  throw new TypeError('the input must be an ArrayBuffer or a view of one');
}

for (const type of [TextEncoder, TextDecoder]) {
  Object.defineProperty(type.prototype, Symbol.toStringTag, { value: type.name, configurable: true });
}
