// The bootstrap: runs once, while the memory image is taken, and gives the programs their globals.
import * as std from 'std';
import * as os from 'os';
import { install, now, timeOrigin, print } from 'internal:native';
import { format } from 'internal:format';
import { console } from 'internal:console';
import { describeUncaught, describeInvalid } from 'internal:errors';
import { structuredClone } from 'internal:clone';
import { TextDecoder, TextEncoder } from 'internal:encoding';
import * as timers from 'internal:timers';

function define(name, value) {
  Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
}

const performance = {
  now() {
    return now();
  },
  get timeOrigin() {
    return timeOrigin();
  },
  [Symbol.toStringTag]: 'Performance',
};

for (const [name, value] of Object.entries({
  console,
  os,
  performance,
  print,
  std,
  structuredClone,
  TextDecoder,
  TextEncoder,
  ...timers,
})) {
  define(name, value);
}

install(format, describeUncaught, describeInvalid);
