// XML as objects: attributes as '@name', text beside elements as '#text', elements that occur several times as arrays.
import { needsArray, needsCount, needsOptions, needsString, refuse, shown } from './errors.js';
import { lazy } from './lazy.js';
import { define } from './objects.js';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
// What may stand where a name stands; whether it is one is looked at afterwards.
const LIKE_NAME = '[^\\s<>/=!?"\'&]+';
const TOKEN = new RegExp(
  `<!--[^]*?-->|<\\?[^]*?\\?>|<!\\[CDATA\\[([^]*?)\\]\\]>|<!DOCTYPE[^>[]*>|</(${LIKE_NAME})\\s*>|` +
    `<(${LIKE_NAME})((?:\\s+${LIKE_NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>|([^<]+)`,
  'y',
);
const ATTRIBUTE = new RegExp(`\\s*(${LIKE_NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'y');
const PLAIN_NAME = /^[A-Za-z_:][\w.:-]*$/;
const anyName = lazy(() => new RegExp('^[\\p{L}_:][\\p{L}\\p{N}\\p{M}._:\\u00B7-]*$', 'u'));
const FORBIDDEN = /[^\t\n\r\x20-\uFFFD\u{10000}-\u{10FFFF}]/u;

function isName(text) {
  return PLAIN_NAME.test(text) || anyName().test(text);
}

/**
 * xmlToDict(text, options?) -> object with the root element
 *
 * An element with text alone is a string, an empty one null. Comments and instructions are passed over; declarations in a
 * DOCTYPE are refused.
 *
 *   arrays  names of elements that are arrays even if there is one
 *
 *   xmlToDict('<a id="1"><b>x</b><b>y</b></a>');   // { a: { '@id': '1', b: ['x', 'y'] } }
 */
export function xmlToDict(text, options = {}) {
  needsString('xmlToDict', 'the text', text);
  const { arrays = [] } = needsOptions('xmlToDict', options, ['arrays']);
  needsArray('xmlToDict', 'arrays', arrays);
  const source = text.replace(/^\uFEFF/, '').trimEnd();
  const document = { name: '', content: {}, text: '' };
  const open = [document];
  let at = 0;
  const fail = (what) => {
    throw new SyntaxError(`xmlToDict: ${what}, ${place(source, at)}`);
  };
  while (at < source.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(source);
    if (token === null) {
      fail(source.startsWith('<!DOCTYPE', at) ? 'a DOCTYPE with declarations is not read' : 'this is not well-formed');
    }
    take(token, open, arrays, fail);
    at += token[0].length;
  }
  if (open.length > 1 || Object.keys(document.content).length === 0) {
    fail(open.length > 1 ? `<${open.at(-1).name}> is not closed` : 'there is no element');
  }
  return document.content;
}

// Opens and closes elements, or adds text to the innermost one.
function take(token, open, arrays, fail) {
  const top = open[open.length - 1];
  const closed = token[2];
  const opened = token[3];
  if (opened !== undefined) {
    if (open.length === 1 && Object.keys(top.content).length > 0) {
      fail(`a second root element <${opened}> begins`);
    }
    if (!isName(opened)) {
      fail(`<${opened}> is not well-formed: that is no name`);
    }
    const element = { name: opened, content: {}, text: '' };
    if (token[4] !== '') {
      readAttributes(element, token[4], fail);
    }
    if (token[5] === '/') {
      add(top.content, opened, valueOf(element), arrays);
    } else {
      open.push(element);
    }
  } else if (closed !== undefined) {
    if (open.length === 1) {
      fail(`</${closed}> closes nothing`);
    }
    if (closed !== top.name) {
      fail(`</${closed}> stands where </${top.name}> is missing`);
    }
    open.pop();
    add(open[open.length - 1].content, closed, valueOf(top), arrays);
  } else if (token[1] !== undefined || token[6] !== undefined) {
    const text = token[1] ?? unescape(token[6], fail);
    if (open.length === 1 && text.trim() !== '') {
      fail('text stands outside of the root element');
    }
    top.text += text;
  }
}

function place(source, at) {
  const before = source.slice(0, at).split('\n');
  return `line ${before.length}, column ${before.at(-1).length + 1}: ${shown(source.slice(at, at + 40))}`;
}

function readAttributes(element, text, fail) {
  ATTRIBUTE.lastIndex = 0;
  for (let found = ATTRIBUTE.exec(text); found !== null; found = ATTRIBUTE.exec(text)) {
    const name = found[1];
    if (!isName(name)) {
      fail(`the attribute ${name} is not well-formed: that is no name`);
    }
    if (Object.hasOwn(element.content, `@${name}`)) {
      fail(`<${element.name}> has the attribute ${name} twice`);
    }
    element.content[`@${name}`] = unescape(found[2] ?? found[3], fail);
  }
}

function unescape(text, fail) {
  if (!text.includes('&')) {
    return text;
  }
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|([\w.-]+));|&/gi, (whole, decimal, hex, name) => {
    if (name !== undefined && Object.hasOwn(ENTITIES, name)) {
      return ENTITIES[name];
    }
    const point = decimal ?? hex;
    const code = point === undefined ? NaN : parseInt(point, decimal === undefined ? 16 : 10);
    if (!(code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff))) {
      fail(whole === '&' ? '& must be written as &amp;' : `the entity ${whole} is not known`);
    }
    return String.fromCodePoint(code);
  });
}

function valueOf({ content, text }) {
  const own = text.trim();
  if (Object.keys(content).length === 0) {
    return own === '' ? null : own;
  }
  if (own !== '') {
    content['#text'] = own;
  }
  return content;
}

function add(content, name, value, arrays) {
  if (!Object.hasOwn(content, name)) {
    define(content, name, arrays.includes(name) ? [value] : value);
  } else if (Array.isArray(content[name])) {
    content[name].push(value);
  } else {
    define(content, name, [content[name], value]);
  }
}

/**
 * dictToXml(value, options?) -> text
 *
 * The opposite of xmlToDict: takes an object with one key, the root element.
 *
 *   indent       spaces for a level (2); 0: all in one line
 *   declaration  true (the default): with <?xml …?>
 *
 *   dictToXml({ a: { '@id': 1, b: ['x', 'y'] } }, { indent: 0, declaration: false });   // '<a id="1"><b>x</b><b>y</b></a>'
 */
export function dictToXml(value, options = {}) {
  const { indent = 2, declaration = true } = needsOptions('dictToXml', options, ['indent', 'declaration']);
  needsCount('dictToXml', 'indent', indent);
  const roots = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  if (roots.length !== 1 || Array.isArray(value[roots[0]])) {
    refuse('dictToXml', 'the value must be an object with one key, the root element', value);
  }
  const break_ = indent === 0 ? '' : '\n';
  const head = declaration ? `<?xml version="1.0" encoding="UTF-8"?>${break_}` : '';
  return head + element(roots[0], value[roots[0]], { indent, break_ }, 0, []);
}

function element(name, value, layout, level, above) {
  if (!isName(name)) {
    refuse('dictToXml', 'a key must be a name that XML allows', name);
  }
  if (Array.isArray(value)) {
    return value.map((item) => element(name, item, layout, level, above)).join('');
  }
  const margin = ' '.repeat(layout.indent * level);
  if (typeof value !== 'object' || value === null || value instanceof Date) {
    const text = plain(value);
    return `${margin}${text === '' ? `<${name}/>` : `<${name}>${text}</${name}>`}${layout.break_}`;
  }
  if (above.includes(value)) {
    throw new TypeError(`dictToXml: ${shown(name)} contains itself; XML cannot hold cycles`);
  }
  const keys = Object.keys(value);
  const attributes = keys
    .filter((key) => key.startsWith('@'))
    .map((key) => ` ${attributeName(key)}="${plain(value[key]).replaceAll('"', '&quot;')}"`)
    .join('');
  const text = keys.includes('#text') ? plain(value['#text']) : '';
  const children = keys
    .filter((key) => !key.startsWith('@') && key !== '#text')
    .map((key) => element(key, value[key], layout, level + 1, [...above, value]))
    .join('');
  if (children === '' && text === '') {
    return `${margin}<${name}${attributes}/>${layout.break_}`;
  }
  const inner = children === '' ? text : `${text}${layout.break_}${children}${margin}`;
  return `${margin}<${name}${attributes}>${inner}</${name}>${layout.break_}`;
}

function attributeName(key) {
  if (!isName(key.slice(1))) {
    refuse('dictToXml', 'a key behind @ must be a name that XML allows', key);
  }
  return key.slice(1);
}

function plain(value) {
  if (value === null || value === undefined) {
    return '';
  }
  if (typeof value === 'object' && !(value instanceof Date)) {
    refuse('dictToXml', 'an attribute and #text must be a text or a number', value);
  }
  const text = value instanceof Date ? value.toISOString() : String(value);
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden !== null) {
    const code = forbidden[0].codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw new TypeError(`dictToXml: ${shown(text)} has the character U+${code}, which XML cannot hold; take it out`);
  }
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
