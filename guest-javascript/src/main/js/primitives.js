// Strings, numbers and other primitive values as inspect shows them.

export function formatNumber(number) {
  return Object.is(number, -0) ? '-0' : `${number}`;
}

function quote(text) {
  let mark = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) {
      mark = '"';
    } else if (!text.includes('`') && !text.includes('${')) {
      mark = '`';
    }
  }
  let quoted = mark;
  for (let i = 0; i < text.length; i++) {
    quoted += escapeUnit(text, i, mark);
  }
  return quoted + mark;
}

const ESCAPES = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\' };

function escapeUnit(text, index, mark) {
  const unit = text[index];
  const code = text.charCodeAt(index);
  if (unit === mark) {
    return `\\${unit}`;
  }
  if (unit in ESCAPES) {
    return ESCAPES[unit];
  }
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) {
    return `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return isLoneSurrogate(text, index, code) ? `\\u${code.toString(16)}` : unit;
}

function isLoneSurrogate(text, index, code) {
  if (code >= 0xd800 && code <= 0xdbff) {
    const next = text.charCodeAt(index + 1);
    return !(next >= 0xdc00 && next <= 0xdfff);
  }
  if (code >= 0xdc00 && code <= 0xdfff) {
    const previous = text.charCodeAt(index - 1);
    return !(previous >= 0xd800 && previous <= 0xdbff);
  }
  return false;
}

export function quotePlain(text) {
  return /[^\x20-\x7e]|['\\]/.test(text) ? quote(text) : `'${text}'`;
}

function formatStringValue(state, text) {
  let trailer = '';
  if (text.length > state.maxStringLength) {
    const hidden = text.length - state.maxStringLength;
    text = text.slice(0, state.maxStringLength);
    trailer = `... ${hidden} more character${hidden > 1 ? 's' : ''}`;
  }
  // Long texts of several lines are shown line by line.
  if (text.length > 16 && text.length > state.breakLength - state.indentation - 4 && text.includes('\n')) {
    const lines = text.split(/(?<=\n)/).map(quotePlain);
    return lines.join(` +\n${' '.repeat(state.indentation + 2)}`) + trailer;
  }
  return quotePlain(text) + trailer;
}

export function formatPrimitive(state, value) {
  switch (typeof value) {
    case 'string':
      return formatStringValue(state, value);
    case 'number':
      return formatNumber(value);
    case 'bigint':
      return `${value}n`;
    default:
      return String(value);
  }
}
