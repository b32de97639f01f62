// Errors as text: the `stack` that programs see, and what is said of an uncaught error.
import { className, globalLexicals, hintsOf, isEngineError, sourceLine } from 'internal:native';
import { inspect } from 'internal:inspect';
import { paint } from 'internal:paint';

const FRAME = /^ {4}at (?:(.*) \()?(.+?):(\d+):(\d+)\)?$/;
const NATIVE_FRAME = /^ {4}at (.*) \(native\)$/;
const HELPERS = '/data_js/';
const LIBRARY = ['internal:', HELPERS];
const MAX_TEXT = 4000;
const MAX_CAUSE_TEXT = 1000;
const LONGEST_EXCERPT = 200;
const MAX_NAMES = 250;
const MAX_CAUSES = 6;

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
    if (found && !found[2].startsWith('internal:') && !/^<(?!input-)/.test(found[2])) {
      const frame = { file: found[2], line: Number(found[3]), column: Number(found[4]) };
      if (!frame.file.startsWith(HELPERS)) {
        return frame;
      }
      helper ??= frame;
    }
  }
  return helper;
}

function framesOf(error) {
  if (className(error) !== 'Error') {
    return '';
  }
  const frames = apply(nativeStack.get, error, []);
  return isFrames(frames) ? frames : textOf(error, 'stack');
}

function placeOf(error, backtrace) {
  const place = firstFrame(`${framesOf(error)}\n${backtrace ?? ''}`);
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

function shorten(text, length = MAX_TEXT) {
  return text.length <= length ? text : `${text.slice(0, length)}...`;
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
  const message = isError ? textOf(error, 'message') : text.replace(/^Uncaught (\(in promise\) )?/, '');
  const report = { type: 'error', phase, ...describe(error, message, place, MAX_TEXT), causes: causesOf(error) };
  return [paint(`${excerpt(place)}${text}\n`), stringify(report)];
}

function describe(error, message, place, length) {
  const isError = className(error) === 'Error';
  return {
    name: shorten(isError ? nameOf(error) : typeof error, length),
    message: shorten(message, length),
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    attributes: attributesOf(error, isError, place),
  };
}

// What led to an error: the errors that an AggregateError holds, then its cause; each followed by its own.
function causesOf(error) {
  const causes = [];
  const waiting = innerErrors(error);
  while (waiting.length > 0 && causes.length < MAX_CAUSES) {
    const [relation, inner] = waiting.shift();
    const cause = describe(inner, textOf(inner, 'message'), placeOf(inner), MAX_CAUSE_TEXT);
    cause.attributes.relation = relation;
    causes.push(cause);
    waiting.unshift(...innerErrors(inner));
  }
  return causes;
}

function innerErrors(error) {
  if (className(error) !== 'Error') {
    return [];
  }
  const members = getOwnPropertyDescriptor(error, 'errors')?.value;
  const cause = getOwnPropertyDescriptor(error, 'cause')?.value;
  const found = [];
  for (let i = 0; className(members) === 'Array' && i < members.length && i < MAX_CAUSES; i++) {
    found.push(['member', getOwnPropertyDescriptor(members, i)?.value]);
  }
  return [...found, ['cause', cause]].filter(([, inner]) => className(inner) === 'Error');
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

const NO_PACKAGE = /^requireVendor: there is no package '(.*?)';/;

// What the engine's own messages say.
const HINTS = [
  [/^(.+) is not defined$/, (name) => ({ variable_name: name })],
  [/^(.+) is not initialized$/, (name) => ({ variable_name: name, uninitialized: true })],
  [
    /^cannot (?:read|set) property '(.*)' of (null|undefined)$/,
    (name, type) => ({ attribute_name: name, object_type: type }),
  ],
  [/^could not load module (?:filename )?'(.*)'$/, (name) => ({ module_name: name })],
];

function attributesOf(error, isError, place) {
  const attributes = {};
  if (place?.source) {
    attributes.source_line = shorten(place.source, MAX_CAUSE_TEXT);
  }
  if (!isError) {
    return { raised_by: 'program', ...attributes };
  }
  if (isEngineError(error)) {
    Object.assign(attributes, hintsOfMessage(textOf(error, 'message')), namesAround(error));
  }
  for (const key of ['code', 'errno']) {
    const own = getOwnPropertyDescriptor(error, key);
    if (own && (typeof own.value === 'number' || typeof own.value === 'string')) {
      attributes[key] = typeof own.value === 'string' ? shorten(own.value, MAX_CAUSE_TEXT) : own.value;
    }
  }
  const path = getOwnPropertyDescriptor(error, 'path')?.value;
  if (typeof path === 'string') {
    attributes.filename = shorten(path, MAX_CAUSE_TEXT);
  }
  const origin = originOf(error);
  if (origin.helper === 'requireVendor') {
    attributes.module_name = shorten(NO_PACKAGE.exec(textOf(error, 'message'))?.[1] ?? '', MAX_CAUSE_TEXT);
  }
  return { ...origin, ...attributes };
}

function hintsOfMessage(message) {
  const attributes = {};
  for (const [pattern, hint] of HINTS) {
    const found = message.length < MAX_TEXT && pattern.exec(message);
    if (found) {
      Object.assign(attributes, hint(...found.slice(1)));
    }
  }
  return attributes;
}

// Who threw it: nobody for an error of the engine, else the program or a library; and the native function it is from.
function originOf(error) {
  const origin = {};
  for (const line of framesOf(error).split('\n')) {
    const found = FRAME.exec(line);
    const native = NATIVE_FRAME.exec(line);
    if (native && origin.native === undefined && origin.helper === undefined) {
      origin.native = shorten(native[1], MAX_CAUSE_TEXT);
    } else if (found && LIBRARY.some((place) => found[2].startsWith(place))) {
      // The outermost of those in a row is what the program called.
      origin.helper = shorten(found[1] ?? '', MAX_CAUSE_TEXT);
    } else if (found && !found[2].startsWith('<')) {
      break;
    }
  }
  if (!isEngineError(error)) {
    origin.raised_by = origin.helper === undefined ? 'program' : 'library';
  }
  return origin;
}

// The names that may have been meant: those in scope, or those of the object.
function namesAround(error) {
  const hints = hintsOf(error);
  if (className(hints) !== 'Array' || hints.length === 0) {
    return {};
  }
  const [whose, ...own] = hints;
  if (whose !== 'scope') {
    return { receiver: whose, names: own };
  }
  const names = new Set([...own, ...Reflect.ownKeys(globalLexicals()), ...Reflect.ownKeys(globalThis)]);
  return { names: [...names].filter((name) => /^[\p{L}_$]/u.test(String(name))).slice(0, MAX_NAMES) };
}
