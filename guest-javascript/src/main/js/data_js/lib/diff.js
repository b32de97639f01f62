// Differences of texts, line by line.
import { needsCount, needsOptions, needsString } from './errors.js';
import { decode } from './encodings.js';
import { read } from './file-io.js';

// Beyond so many different lines what differs is shown as one block: the search takes the square of it.
const MOST_EDITS = 500;

/**
 * diff(from, to, options?) -> the differences of two files, in the unified format; '' if there are none
 *
 *   context  lines that are shown around each difference (3)
 *
 *   console.log(diff('old.txt', 'new.txt'));
 */
export function diff(from, to, options = {}) {
  const { context = 3 } = needsOptions('diff', options, ['context']);
  const texts = [from, to].map((path) => decode('diff', path, read('diff', path), 'utf-8', true));
  return unified('diff', ...texts, from, to, context);
}

/**
 * diffText(from, to, options?) -> the differences of two texts, in the unified format; '' if there are none
 *
 *   context  lines that are shown around each difference (3)
 *   names    what the texts are called: ['from', 'to']
 *
 *   diffText('a\nb\n', 'a\nc\n');   // '--- from\n+++ to\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n'
 */
export function diffText(from, to, options = {}) {
  const { context = 3, names = ['from', 'to'] } = needsOptions('diffText', options, ['context', 'names']);
  needsString('diffText', 'the first text', from);
  needsString('diffText', 'the second text', to);
  return unified('diffText', from, to, `${names[0]}`, `${names[1]}`, context);
}

function unified(name, from, to, fromName, toName, context) {
  needsCount(name, 'context', context);
  const script = compare(linesOf(from), linesOf(to));
  const hunks = hunksOf(script, context);
  return hunks.length === 0 ? '' : `--- ${fromName}\n+++ ${toName}\n${written(script, hunks)}`;
}

// Where the differences and what is shown around them begin and end.
function hunksOf(script, context) {
  const hunks = [];
  let last = -Infinity;
  for (let i = 0; i < script.length; i++) {
    if (script[i][0] !== ' ') {
      if (i - last > 2 * context + 1) {
        hunks.push([Math.max(0, i - context), 0]);
      }
      hunks[hunks.length - 1][1] = Math.min(script.length, i + context + 1);
      last = i;
    }
  }
  return hunks;
}

function written(script, hunks) {
  let text = '';
  let at = 0;
  let fromLine = 0;
  let toLine = 0;
  for (const [start, end] of hunks) {
    // Between hunks both texts are the same.
    fromLine += start - at;
    toLine += start - at;
    let body = '';
    let [fromCount, toCount] = [0, 0];
    for (at = start; at < end; at++) {
      const mark = script[at][0];
      const line = script[at][1];
      fromCount += mark === '+' ? 0 : 1;
      toCount += mark === '-' ? 0 : 1;
      body += line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
    }
    text += `@@ -${range(fromLine, fromCount)} +${range(toLine, toCount)} @@\n${body}`;
    fromLine += fromCount;
    toLine += toCount;
  }
  return text;
}

function range(before, count) {
  return `${count === 0 ? before : before + 1}${count === 1 ? '' : `,${count}`}`;
}

function linesOf(text) {
  const lines = text.split('\n');
  const last = lines.pop();
  const whole = lines.map((line) => `${line}\n`);
  return last === '' ? whole : [...whole, last];
}

// The way from one list of lines to the other: [' ', line], ['-', line] or ['+', line].
function compare(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    start++;
  }
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) {
    end++;
  }
  return [
    ...a.slice(0, start).map((line) => [' ', line]),
    ...shortest(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map((line) => [' ', line]),
  ];
}

// Myers' algorithm: goes down all diagonals at once, one edit further at a time, and then back the way that arrived.
function shortest(a, b) {
  const limit = Math.min(a.length + b.length, MOST_EDITS);
  // How far each diagonal reaches; they are numbered from -limit - 1 to limit + 1.
  const middle = limit + 1;
  const reach = new Int32Array(2 * middle + 1);
  const steps = [];
  for (let edits = 0; edits <= limit; edits++) {
    steps.push(reach.slice(middle - edits - 1, middle + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = middle + diagonal;
      let x = goesDown(reach, at, diagonal, edits) ? reach[at + 1] : reach[at - 1] + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) {
        x++;
      }
      reach[at] = x;
      if (x >= a.length && x - diagonal >= b.length) {
        return wayBack(a, b, steps, edits);
      }
    }
  }
  return [...a.map((line) => ['-', line]), ...b.map((line) => ['+', line])];
}

function goesDown(reach, at, diagonal, edits) {
  return diagonal === -edits || (diagonal !== edits && reach[at - 1] < reach[at + 1]);
}

function wayBack(a, b, steps, edits) {
  const script = [];
  let [x, y] = [a.length, b.length];
  for (let left = edits; left >= 0; left--) {
    const reach = steps[left];
    const diagonal = x - y;
    const at = diagonal + left + 1;
    const isDown = goesDown(reach, at, diagonal, left);
    const fromX = left === 0 ? 0 : reach[isDown ? at + 1 : at - 1];
    const fromY = left === 0 ? 0 : fromX - (isDown ? diagonal + 1 : diagonal - 1);
    while (x > fromX && y > fromY) {
      script.push([' ', a[--x]]);
      y--;
    }
    if (left > 0) {
      script.push(x > fromX ? ['-', a[--x]] : ['+', b[--y]]);
    }
  }
  return script.reverse();
}
