// How the entries of an object become lines.

export const ARRAY = 1;
export const OBJECT = 0;

// Entries that fit into one line are only joined when they hold no deeper nesting than this.
const COMPACT_LEVELS = 3;
// The sum of a line's parts may be a little longer than the line that results: quotes, key and brackets come on top.
const LINE_ALLOWANCE = 10;

export function layOut(state, shape, entries, depth, value) {
  const before = shape.base === undefined ? '' : `${shape.base} `;
  if (entries.length === 0) {
    return `${before}${shape.open}${shape.close}`;
  }
  let lines = entries;
  if (shape.kind === ARRAY && entries.length > 6) {
    lines = intoColumns(state, entries, value);
  }
  if (state.level - depth < COMPACT_LEVELS && lines === entries) {
    const start = entries.length + state.indentation + shape.open.length + before.length + LINE_ALLOWANCE;
    const length = entries.reduce((sum, entry) => sum + entry.length, entries.length + start);
    if (length <= state.breakLength && !before.includes('\n')) {
      const joined = entries.join(', ');
      if (!joined.includes('\n')) {
        return `${before}${shape.open} ${joined} ${shape.close}`;
      }
    }
  }
  const margin = `\n${' '.repeat(state.indentation)}`;
  return `${before}${shape.open}${margin}  ${lines.join(`,${margin}  `)}${margin}${shape.close}`;
}

// Long arrays of short items become a table: as many columns as make it about two and a half times as wide as high.
function intoColumns(state, entries, value) {
  const separator = 2;
  const hasMore = entries.length > state.maxArrayLength || /^\.\.\. \d+ more items?$/.test(entries[entries.length - 1]);
  const count = hasMore ? entries.length - 1 : entries.length;
  const widths = entries.slice(0, count).map(displayWidth);
  const total = widths.reduce((sum, width) => sum + width + separator, 0);
  const widest = Math.max(...widths) + separator;
  if (widest * 3 + state.indentation >= state.breakLength || (total / widest <= 5 && widest - separator > 6)) {
    return entries;
  }
  const bias = Math.sqrt(widest - total / entries.length);
  const column = Math.max(widest - 3 - bias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * column * count) / column),
    Math.floor((state.breakLength - state.indentation) / widest),
    COMPACT_LEVELS * 4,
    15,
  );
  if (columns <= 1) {
    return entries;
  }
  const columnWidths = [];
  for (let i = 0; i < columns; i++) {
    let width = 0;
    for (let j = i; j < count; j += columns) {
      width = Math.max(width, widths[j]);
    }
    columnWidths.push(width + separator);
  }
  const alignsRight = value !== undefined && isNumeric(value, count);
  const rows = [];
  for (let start = 0; start < count; start += columns) {
    const end = Math.min(start + columns, count);
    let row = '';
    for (let i = start; i < end; i++) {
      const isLast = i === end - 1;
      const text = isLast ? entries[i] : `${entries[i]}, `;
      const padding = columnWidths[i - start] - widths[i] - separator;
      const fill = ' '.repeat(Math.max(padding, 0));
      row += alignsRight ? fill + text : isLast ? text : text + fill;
    }
    rows.push(row);
  }
  if (hasMore) {
    rows.push(entries[count]);
  }
  return rows;
}

function isNumeric(value, count) {
  for (let i = 0; i < count; i++) {
    if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint') {
      return false;
    }
  }
  return true;
}

// Columns that a text takes in a terminal: characters of East Asia and pictographs take two, combining marks none.
export function displayWidth(text) {
  if (/^[\x20-\x7e]*$/.test(text)) {
    return text.length;
  }
  let width = 0;
  for (const character of text.normalize('NFC')) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) {
      continue;
    }
    width += isWide(character.codePointAt(0)) ? 2 : 1;
  }
  return width;
}

function isWide(point) {
  return (
    point >= 0x1100 &&
    (point <= 0x115f ||
      (point >= 0x2e80 && point <= 0x3247 && point !== 0x303f) ||
      (point >= 0x3250 && point <= 0x4dbf) ||
      (point >= 0x4e00 && point <= 0xa4c6) ||
      (point >= 0xa960 && point <= 0xa97c) ||
      (point >= 0xac00 && point <= 0xd7a3) ||
      (point >= 0xf900 && point <= 0xfaff) ||
      (point >= 0xfe30 && point <= 0xfe6b) ||
      (point >= 0xff01 && point <= 0xff60) ||
      (point >= 0xffe0 && point <= 0xffe6) ||
      (point >= 0x1f300 && point <= 0x1f64f) ||
      (point >= 0x1f900 && point <= 0x1f9ff) ||
      (point >= 0x20000 && point <= 0x3fffd))
  );
}
