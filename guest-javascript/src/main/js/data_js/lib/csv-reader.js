// From CSV text to records.
import { refuse } from './errors.js';
import { splitLines } from './lines.js';

const GUESSED = [',', ';', '\t', '|'];
const SAMPLE = 4096;

/** The records of a text, and the numbers of the lines that they begin in. */
export function readRecords(name, text, { delimiter = ',', quote = '"', trim = false, comment = '', skipEmptyLines = true }) {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const separator = delimiter === 'auto' ? guess(source) : checked(name, 'delimiter', delimiter, quote);
  const mark = quote === '' || quote === null ? undefined : checked(name, 'quote', quote, separator);
  if (typeof comment !== 'string') {
    refuse(name, 'comment must be a string', comment);
  }
  const format = { name, separator, mark, trim, comment, skipEmptyLines };
  return mark === undefined || !source.includes(mark) ? readPlain(source, format) : readQuoted(source, format);
}

function checked(name, what, value, other) {
  if (typeof value !== 'string' || value.length !== 1 || value === other || value === '\r' || value === '\n') {
    refuse(name, `the ${what} must be one character, no line end, and another than ${JSON.stringify(other)}`, value);
  }
  return value;
}

// The one that the first lines have most often outside of quotes.
function guess(text) {
  const sample = text.slice(0, SAMPLE).replace(/"(?:[^"]|"")*"/g, '');
  const counts = GUESSED.map((character) => sample.split(character).length);
  return GUESSED[counts.indexOf(Math.max(...counts))];
}

// Without a single quote, lines and fields are what split gives, at a fraction of the cost.
function readPlain(source, { separator, trim, comment, skipEmptyLines }) {
  const lines = splitLines(source);
  const records = [];
  const numbers = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if ((line === '' && skipEmptyLines) || (comment !== '' && line.startsWith(comment))) {
      continue;
    }
    const fields = line.split(separator);
    records.push(trim ? fields.map((field) => field.trim()) : fields);
    numbers.push(i + 1);
  }
  return { records, lines: numbers };
}

// Goes from field to field with variables that all the functions in here share: properties of an object would cost as much
// again. The next delimiter and line ends are looked for only when they have been passed.
function readQuoted(source, { name, separator, mark, trim, comment, skipEmptyLines }) {
  const records = [];
  const lines = [];
  const length = source.length;
  let at = 0;
  let line = 1;
  let lineStart = 0;
  let separatorAt = -1;
  let newlineAt = -1;
  let returnAt = -1;

  const find = (character) => {
    const found = source.indexOf(character, at);
    return found < 0 ? length : found;
  };
  const endOfLine = () => {
    newlineAt = newlineAt < at ? find('\n') : newlineAt;
    returnAt = returnAt < at ? find('\r') : returnAt;
    return newlineAt < returnAt ? newlineAt : returnAt;
  };
  const plainText = () => {
    separatorAt = separatorAt < at ? find(separator) : separatorAt;
    const end = endOfLine();
    const from = at;
    at = separatorAt < end ? separatorAt : end;
    return source.slice(from, at);
  };
  const fail = (place, what) => {
    throw new SyntaxError(
      `${name}: line ${line}, column ${place - lineStart + 1}: ${what}; within quotes a quote is written twice, and` +
        " quote: '' takes quotes for plain characters",
    );
  };
  const countLines = (start) => {
    for (const found of source.slice(start, at).matchAll(/\r\n|\n|\r/g)) {
      line++;
      lineStart = start + found.index + found[0].length;
    }
  };
  const quotedField = () => {
    const start = at;
    let end = source.indexOf(mark, start + 1);
    while (end >= 0 && source[end + 1] === mark) {
      end = source.indexOf(mark, end + 2);
    }
    if (end < 0) {
      fail(start, 'the quote that begins here does not end');
    }
    const raw = source.slice(start + 1, end);
    at = end + 1;
    if (newlineAt < at || returnAt < at) {
      countLines(start);
    }
    if (at < length && source[at] !== separator) {
      // Spaces may stand before the delimiter.
      const tail = plainText();
      if (tail.trim() !== '') {
        fail(end + 1, `${JSON.stringify(tail.slice(0, 20))} stands behind the quote that ends a field`);
      }
    }
    return raw.includes(mark) ? raw.replaceAll(mark + mark, mark) : raw;
  };
  const field = () => {
    if (source[at] === mark) {
      return quotedField();
    }
    const text = plainText();
    if (text.includes(mark)) {
      const inner = text.trimStart();
      if (inner[0] === mark) {
        // A quote behind spaces still begins a field.
        at -= inner.length;
        return quotedField();
      }
    }
    return trim ? text.trim() : text;
  };
  const record = () => {
    lines.push(line);
    const fields = [field()];
    while (source[at] === separator) {
      at++;
      fields.push(field());
    }
    records.push(fields);
  };

  while (at < length) {
    if (comment !== '' && source.startsWith(comment, at)) {
      at = endOfLine();
    } else if (!skipEmptyLines || endOfLine() > at) {
      record();
    }
    if (at < length) {
      at += source[at] === '\r' && source[at + 1] === '\n' ? 2 : 1;
      line++;
      lineStart = at;
    }
  }
  return { records, lines };
}
