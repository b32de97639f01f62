// Errors as text: the `stack` that programs see, and what is said of an uncaught error.
import { className, globalLexicals, sourceLine } from 'internal:native';
import { inspect } from 'internal:inspect';
import { paint } from 'internal:paint';
import { distance } from '/data_js/lib/nearest.js';

const FRAME = /^ {4}at (?:.* \()?(.+?):(\d+):(\d+)\)?$/;
const HELPERS = '/data_js/';
const MAX_TEXT = 4000;
const LONGEST_EXCERPT = 200;
const MAX_NAMES = 20;

const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
const { stringify } = JSON;
const nativeStack = getOwnPropertyDescriptor(Error.prototype, 'stack');
const nativeCapture = Error.captureStackTrace;

// The interpreter keeps only the frames; what programs print is, as elsewhere, the error and then the frames.
defineProperty(Error.prototype, 'stack', {
  configurable: true,
  enumerable: false,
  get() {
    const frames = apply(nativeStack.get, this, []);
    return isFrames(frames) ? withHeader(this, frames) : frames;
  },
  set(value) {
    if (typeof value === 'string') {
      apply(nativeStack.set, this, [value]);
    } else {
      defineProperty(this, 'stack', { value, writable: true, enumerable: false, configurable: true });
    }
  },
});

Object.defineProperty(Error, 'captureStackTrace', {
  configurable: true,
  enumerable: false,
  writable: true,
  value: function captureStackTrace(target, hiddenAbove) {
    apply(nativeCapture, Error, hiddenAbove === undefined ? [target] : [target, hiddenAbove]);
    const own = getOwnPropertyDescriptor(target, 'stack');
    if (own && isFrames(own.value)) {
      defineProperty(target, 'stack', { ...own, value: withHeader(target, own.value) });
    }
  },
});

function isFrames(text) {
  return typeof text === 'string' && (text === '' || text.startsWith('    at '));
}

function withHeader(error, frames) {
  const shown = visibleFrames(frames);
  return shown === '' ? header(error) : `${header(error)}\n${shown}`;
}

// Without the frames of this bootstrap.
function visibleFrames(frames) {
  return frames
    .split('\n')
    .filter((frame) => frame !== '' && !frame.includes('(internal:'))
    .join('\n');
}

// A property as text, whatever its getter does.
function textOf(object, key) {
  try {
    const value = object[key];
    return value === undefined || value === null || typeof value === 'symbol' ? '' : String(value);
  } catch {
    return '';
  }
}

function header(error) {
  const name = nameOf(error);
  const message = textOf(error, 'message');
  return message === '' ? name : `${name}: ${message}`;
}

// The name; for a class that did not set one, its own.
export function nameOf(error) {
  const name = textOf(error, 'name') || 'Error';
  if (name !== 'Error') {
    return name;
  }
  try {
    return error.constructor?.name || name;
  } catch {
    return name;
  }
}

// What inspect shows of an error: its stack, in brackets if there are no frames.
export function errorText(error) {
  const stack = textOf(error, 'stack') || header(error);
  return /\n {4}at /.test(stack) ? stack : `[${stack}]`;
}

// ---- uncaught ----

// The innermost frame in a file of the program; else one in the helpers. Neither the text that eval or JSON.parse was given
// nor this bootstrap is a file.
function firstFrame(frames) {
  let helper;
  for (const line of frames.split('\n')) {
    const found = FRAME.exec(line);
    if (found && !found[1].startsWith('internal:') && !/^<(?!input-)/.test(found[1])) {
      const frame = { file: found[1], line: Number(found[2]), column: Number(found[3]) };
      if (!frame.file.startsWith(HELPERS)) {
        return frame;
      }
      helper ??= frame;
    }
  }
  return helper;
}

function placeOf(error, backtrace) {
  let frames = '';
  if (className(error) === 'Error') {
    frames = apply(nativeStack.get, error, []);
    if (!isFrames(frames)) {
      frames = textOf(error, 'stack');
    }
  }
  const place = firstFrame(`${frames || ''}\n${backtrace ?? ''}`);
  if (place === undefined) {
    return undefined;
  }
  // The interpreter counts bytes.
  const source = sourceLine(place.file, place.line) ?? '';
  return { ...place, source, column: unitsOf(source, place.column - 1) + 1 };
}

// The source line with a mark below the column, and above both where it is.
function excerpt(place) {
  if (place === undefined) {
    return '';
  }
  const { source } = place;
  if (source.trim() === '' || source.length > LONGEST_EXCERPT) {
    return `${place.file}:${place.line}\n\n`;
  }
  // Tabs stay tabs, so that the mark stands below what it means.
  const margin = source.slice(0, place.column - 1).replace(/[^\t]/g, ' ');
  return `${place.file}:${place.line}\n${source}\n${margin}^\n\n`;
}

// How many characters of a text so many bytes of UTF-8 are.
function unitsOf(text, bytes) {
  if (text.length > MAX_TEXT) {
    return bytes;
  }
  let units = 0;
  for (const character of text) {
    const point = character.codePointAt(0);
    bytes -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (bytes < 0) {
      break;
    }
    units += character.length;
  }
  return units;
}

function shorten(text) {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}...`;
}

// Uncaught error => [text for stderr, message for the host].
export function describeUncaught(error, phase, inPromise, backtrace) {
  const place = placeOf(error, backtrace);
  const isError = className(error) === 'Error';
  let text;
  try {
    text = inspect(error);
  } catch {
    text = isError ? header(error) : 'a value that cannot be shown';
  }
  if (isError && text === `[${header(error)}]`) {
    text = header(error);
  } else if (!isError) {
    text = inPromise ? `Uncaught (in promise) ${text}` : `Uncaught ${text}`;
  }
  const report = {
    type: 'error',
    phase,
    name: shorten(isError ? nameOf(error) : typeof error),
    message: shorten(isError ? textOf(error, 'message') : text.replace(/^Uncaught (\(in promise\) )?/, '')),
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    attributes: attributesOf(error, isError, place),
  };
  return [paint(`${excerpt(place)}${text}\n`), stringify(report)];
}

// Syntax error => message for the host.
export function describeInvalid(error, continuation) {
  const place = placeOf(error);
  return stringify({
    type: 'validation',
    valid: false,
    message: shorten(header(error)),
    line: place?.line ?? null,
    column: place?.column ?? null,
    text: place ? shorten(place.source) : null,
    continuation,
  });
}

const HINTS = [
  [/^(.+) is not defined$/, (name) => ({ variable_name: name, names: similarNames(name) })],
  [/^(.+) is not initialized$/, (name) => ({ variable_name: name })],
  [
    /^cannot (?:read|set) property '(.*)' of (null|undefined)$/,
    (name, type) => ({ attribute_name: name, object_type: type }),
  ],
  [/^could not load module (?:filename )?'(.*)'$/, (name) => ({ module_name: name })],
  [/^requireVendor: there is no package '(.*?)';/, (name) => ({ module_name: name })],
];

function attributesOf(error, isError, place) {
  const attributes = {};
  if (!isError) {
    return attributes;
  }
  const message = textOf(error, 'message');
  for (const [pattern, hint] of HINTS) {
    const found = message.length < MAX_TEXT && pattern.exec(message);
    if (found) {
      Object.assign(attributes, hint(...found.slice(1)));
    }
  }
  for (const key of ['code', 'errno']) {
    const own = getOwnPropertyDescriptor(error, key);
    if (own && (typeof own.value === 'number' || typeof own.value === 'string')) {
      attributes[key] = typeof own.value === 'string' ? shorten(own.value) : own.value;
    }
  }
  const path = getOwnPropertyDescriptor(error, 'path');
  if (path && typeof path.value === 'string') {
    attributes.filename = shorten(path.value);
  }
  if (place?.source) {
    attributes.source_line = shorten(place.source);
  }
  return attributes;
}

// Global names that may have been meant, the likeliest first.
function similarNames(name) {
  if (name.length > 64) {
    return [];
  }
  const names = new Set([...Reflect.ownKeys(globalThis), ...Reflect.ownKeys(globalLexicals())]);
  return [...names]
    .filter((candidate) => typeof candidate === 'string' && Math.abs(candidate.length - name.length) <= 3)
    .map((candidate) => [distance(candidate.toLowerCase(), name.toLowerCase()), candidate])
    .filter(([edits]) => edits <= Math.max(1, Math.floor(name.length / 3)))
    .sort(([a], [b]) => a - b)
    .slice(0, MAX_NAMES)
    .map(([, candidate]) => candidate);
}
