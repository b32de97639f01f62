// What programs look for and do not find

const none = (name) => () => !(name in globalThis);

absent('Intl', 'format numbers by toFixed, dates by toISOString, and compare texts by `<`', none('Intl'));
absent('fetch, XMLHttpRequest, WebSocket, EventSource', 'there is no network: the host puts files into the workspace, or offers a function', () => ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].every((name) => !(name in globalThis)));
absent('require, module, exports', "`requireVendor` for the packages that are there, `import` for files", () => ['require', 'module', 'exports'].every((name) => !(name in globalThis)));
absent('process', '`scriptArgs`, `std.getenv`, `std.exit`, `os.getcwd`', none('process'));
absent("fs, path, http and the other modules of Node.js", 'the helpers for files, `std` and `os`', () => !('fs' in globalThis) && !('__dirname' in globalThis));
absent('Buffer', '`Uint8Array`, with `toHex`, `toBase64` and their opposites; `TextEncoder`, `TextDecoder`', none('Buffer'));
absent('URL, URLSearchParams', '`encodeURIComponent`, `decodeURIComponent`, and a regular expression', () => !('URL' in globalThis) && !('URLSearchParams' in globalThis));
absent('window, document, localStorage, alert, prompt', 'there is no page: print results, keep files, ask through the host', () => ['window', 'document', 'localStorage', 'alert', 'prompt', 'navigator', 'self'].every((name) => !(name in globalThis)));
absent('Worker, os.Worker', 'there is one thread: promises and timers take turns', () => !('Worker' in globalThis) && !('Worker' in os));
absent('Atomics', 'there is one thread and nothing to wait for; `SharedArrayBuffer` is an ordinary buffer', () => !('Atomics' in globalThis) && typeof SharedArrayBuffer === 'function');
absent('crypto', 'the host has it; `Math.random` is for everything but secrets', none('crypto'));
absent('AbortController, EventTarget, Event', 'functions as callbacks, and `Promise.withResolvers`', () => ['AbortController', 'EventTarget', 'Event'].every((name) => !(name in globalThis)));
absent('Blob, File, FormData, Headers, ReadableStream', '`Uint8Array`, and generators', () => ['Blob', 'File', 'FormData', 'Headers', 'ReadableStream'].every((name) => !(name in globalThis)));
absent('WebAssembly', 'JavaScript', none('WebAssembly'));
absent('Temporal', '`Date`', none('Temporal'));
absent('os.exec, std.popen, std.urlGet', 'there are no processes: do the work in JavaScript', () => !('exec' in os) && !('popen' in std) && !('urlGet' in std));
absent('tail calls that take no stack', 'loops', () => {
  'use strict';
  const count = (n) => (n === 0 ? 0 : count(n - 1));
  try {
    count(1e6);
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
});
