globalThis.__sessionState = (() => {
  const place = os.getcwd()[0] + '/@FILE@';
  const maxBytes = @MAX_BYTES@;
  const maxValues = @MAX_VALUES@;
  const maxDepth = @MAX_DEPTH@;
  const { parse, stringify } = JSON;
  let written;
  const nothing = [0, 0];
  function isPlain(value) {
    const kind = typeof value;
    return kind === 'number' ? value - value === 0 : kind === 'string' || kind === 'boolean' || value === null;
  }
  /* Counts the values in a value, and the levels below it; nothing if JSON cannot hold it. */
  function measure(value, known) {
    if (isPlain(value)) {
      return [1, 0];
    }
    const prototype = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
    const isList = Array.isArray(value);
    if (!isList && prototype !== Object.prototype && prototype !== null) {
      return nothing;
    }
    if (isList && value.length >= maxValues) {
      return nothing;
    }
    if (known.has(value)) {
      return known.get(value);
    }
    /* As long as it is looked at: here a cycle ends. */
    known.set(value, nothing);
    const items = isList ? value : Object.values(value);
    let count = 1 + items.length;
    let height = 1;
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      if (!isPlain(item)) {
        const [inner, levels] = measure(item, known);
        count += inner - 1;
        height = Math.max(height, levels + 1);
        if (inner === 0 || count > maxValues || height > maxDepth) {
          return nothing;
        }
      }
    }
    known.set(value, [count, height]);
    return [count, height];
  }
  /* Tells whether JSON can hold a value: null, booleans, finite numbers, strings, arrays and plain objects of these. */
  function isSerializable(value) {
    return measure(value, new Map())[0] > 0;
  }
  /* Returns those properties of an object that JSON can hold. */
  function filterSerializableGlobals(object) {
    return Object.fromEntries(Object.entries(object).filter(([, value]) => isSerializable(value)));
  }
  function warn(text) {
    console.error('warning: @FILE@ ' + text);
  }
  /* Returns what is kept; an empty object if there is nothing, or it is damaged. */
  function loadState() {
    try {
      const [found, error] = os.stat(place);
      if (error !== 0) {
        return {};
      }
      if (found.size > maxBytes) {
        throw new RangeError(`it has more than ${maxBytes} bytes`);
      }
      const state = parse(std.loadFile(place));
      if (typeof state !== 'object' || state === null || Array.isArray(state)) {
        throw new TypeError('it is no JSON object');
      }
      return state;
    } catch (error) {
      warn(`cannot be used, so the state begins afresh: ${error.message}`);
      return {};
    }
  }
  /* Keeps an object; what JSON cannot hold is left out. Returns whether it was kept. */
  function saveState(state) {
    const text = stringify(filterSerializableGlobals(state));
    if (text === written) {
      return true;
    }
    const size = 3 * text.length <= maxBytes ? text.length : new TextEncoder().encode(text).length;
    if (size > maxBytes) {
      warn(`was not written: the state has ${size} bytes and may have ${maxBytes}`);
      return false;
    }
    const file = std.open(place + '.tmp', 'w');
    if (file === null) {
      warn('was not written: its directory cannot be written to');
      return false;
    }
    file.puts(text);
    file.flush();
    const failed = file.error();
    file.close();
    if (failed || os.rename(place + '.tmp', place) !== 0) {
      os.remove(place + '.tmp');
      warn('was not written: there is no space, or something else has its name');
      return false;
    }
    written = text;
    return true;
  }
  /* Keeps what `_state` holds whenever something of the program has come to its end. */
  function begin() {
    globalThis._state = loadState();
    const { setTimeout, setInterval } = globalThis;
    let waiting = false;
    const save = () => {
      waiting = false;
      saveState(Object(globalThis._state));
    };
    /* Behind the promises that are due. */
    const later = () => {
      if (!waiting) {
        waiting = true;
        setTimeout(save, 0);
      }
    };
    const watched = (callback) =>
      typeof callback === 'function'
        ? (...values) => {
          callback(...values);
          later();
        }
        : callback;
    globalThis.setTimeout = (callback, ...rest) => setTimeout(watched(callback), ...rest);
    globalThis.setInterval = (callback, ...rest) => setInterval(watched(callback), ...rest);
    const { exit } = std;
    globalThis.std = Object.freeze({
      ...std,
      exit(code) {
        save();
        exit(code);
      },
    });
    return later;
  }
  return { isSerializable, filterSerializableGlobals, loadState, saveState, begin };
})();
