// What readers take for one character: a letter with its marks, an emoji of several parts, a flag.

import { lazy } from './lazy.js';

const PREPENDED = '[\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u0D4E\\u{110BD}\\u{110CD}\\u{111C2}\\u{111C3}\\u{11F02}]';
const CONTROL = '[\\p{Cc}\\p{Zl}\\p{Zp}\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF]';
const EXTENDS = '[\\p{Grapheme_Extend}\\p{Emoji_Modifier}\\u200D\\p{Mc}\\u0E33\\u0EB3]';
const HANGUL =
  '[\\u1100-\\u115F\\uA960-\\uA97C]*(?:[\\uAC00-\\uD7A3\\u1160-\\u11A7\\uD7B0-\\uD7C6][\\u1160-\\u11A7\\uD7B0-\\uD7C6]*)' +
  '[\\u11A8-\\u11FF\\uD7CB-\\uD7FB]*|[\\u1100-\\u115F\\uA960-\\uA97C]+|[\\u11A8-\\u11FF\\uD7CB-\\uD7FB]+';
const PICTURES = '\\p{Extended_Pictographic}(?:[\\p{Grapheme_Extend}\\p{Emoji_Modifier}]*\\u200D\\p{Extended_Pictographic})*';
const FLAG = '\\p{Regional_Indicator}{2}';

// The rules of Unicode's annex 29 but that for conjuncts of Indic scripts, whose data this interpreter does not have.
const grapheme = lazy(() => {
  const core = `(?:${HANGUL}|${FLAG}|${PICTURES}|(?!${CONTROL})[^])`;
  return new RegExp(`\\r\\n|${CONTROL}|${PREPENDED}*${core}${EXTENDS}*|[^]`, 'gu');
});
const PLAIN = /^[\x20-\x7e]*$/;

/** The graphemes of a text, as an array. */
export function split(text) {
  return PLAIN.test(text) ? text.split('') : (text.match(grapheme()) ?? []);
}

/** How many graphemes a text has. */
export function length(text) {
  return PLAIN.test(text) ? text.length : split(text).length;
}
