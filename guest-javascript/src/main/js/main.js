// The bootstrap: runs once, while the memory image is taken, and gives the programs their globals.
import { define } from 'internal:web';
import { globals, requireVendor } from 'internal:helpers';
import * as std from 'std';
import * as os from 'os';
import { install, installPrompt, now, timeOrigin, print } from 'internal:native';
import { format } from 'internal:format';
import { console } from 'internal:console';
import { describeUncaught, describeInvalid } from 'internal:errors';
import { complete, echo } from 'internal:prompt';
import * as timers from 'internal:timers';

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
  ...globals,
  requireVendor,
  // What the guide calls the state: programs of a session whose interpreter lives on find in it what they left there.
  _state: {},
  console,
  os,
  performance,
  print,
  // Each run has its own; here it takes its place among the globals, which would else have to be moved in each run.
  scriptArgs: [],
  std,
  ...timers,
})) {
  define(name, value);
}

install(format, describeUncaught, describeInvalid);
installPrompt(echo, complete);
