// What the helpers take from the globals when they are loaded, so it is there before them.
import { structuredClone } from 'internal:clone';
import { TextDecoder, TextEncoder } from 'internal:encoding';

export function define(name, value) {
  Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
}

define('structuredClone', structuredClone);
define('TextDecoder', TextDecoder);
define('TextEncoder', TextEncoder);
