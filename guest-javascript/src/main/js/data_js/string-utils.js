/**
 * Work with text in any script. What counts as a character is what a reader takes for one: 'é' in two parts, a flag and a
 * family of emoji are one each. Nothing depends on a language or country.
 *
 *   const strings = requireVendor('string-utils');
 *   strings.slugify('Crème brûlée!');   // 'creme-brulee'
 */
import { needsCount, needsOptions, needsString, refuse } from './lib/errors.js';
import { length as graphemeCount, split } from './lib/graphemes.js';
import { lazy } from './lib/lazy.js';

// Letters that have no parts, in the letters that usually stand for them.
const FOLDED = {
  ß: 'ss', ẞ: 'SS', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D', ð: 'd', Ð: 'D', þ: 'th', Þ: 'Th',
  ł: 'l', Ł: 'L', ħ: 'h', Ħ: 'H', ı: 'i', ŋ: 'ng', Ŋ: 'Ng', ŧ: 't', Ŧ: 'T', ĸ: 'k', ſ: 's', ƒ: 'f',
};
const FOLDABLE = new RegExp(`[${Object.keys(FOLDED).join('')}]`, 'g');

// Apostrophes within a word belong to it; digits are words of their own.
const APOSTROPHES = "['\\u2019]";
const UPPER = '\\p{Lu}\\p{Lt}';
const LOWER = '(?:(?![\\p{Lu}\\p{Lt}])\\p{L})';
const MARKS = '\\p{M}*';
const word = lazy(() => {
  const capitals = `(?:[${UPPER}]${MARKS})`;
  const small = `(?:${LOWER}${MARKS})`;
  return new RegExp(
    `${capitals}+(?=[${UPPER}]${MARKS}${LOWER})|${capitals}?${small}+(?:${APOSTROPHES}${small}+)*` +
      `|${capitals}+(?:${APOSTROPHES}${capitals}+)*|\\p{N}+(?:[.,]\\p{N}+)*`,
    'gu',
  );
});
const PLAIN = /^[\x00-\x7f]*$/;
const PLAIN_WORD = /[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+(?:'[a-z]+)*|[A-Z]+(?:'[A-Z]+)*|\d+(?:[.,]\d+)*/g;

const IDEOGRAPH = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]';
const counted = lazy(() => {
  const part = `(?:(?!${IDEOGRAPH})[\\p{L}\\p{N}\\p{M}])+`;
  return new RegExp(`${IDEOGRAPH}|${part}(?:[-'\\u2019_.,]${part})*`, 'gu');
});
const PLAIN_COUNTED = /[a-z\d]+(?:[-'_.,][a-z\d]+)*/gi;

const slugPart = lazy(() => new RegExp('[\\p{L}\\p{N}\\p{M}]+', 'gu'));
const markedLetter = lazy(
  () => new RegExp('([\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}])\\p{Mn}+', 'gu'),
);
const notLetter = lazy(() => new RegExp('[^\\p{L}\\p{N}\\p{M}]', 'gu'));

/**
 * slugify(text, options?) -> text for an address or a file name
 *
 *   separator  '-' (the default); may be given instead of the options
 *   lower      true (the default): in lower case
 *   ascii      true: without letters of other scripts than Latin; by default they stay
 *   maxLength  at most so many characters, cut between words where it can be
 *
 *   strings.slugify('Straße & Café No. 5');   // 'strasse-cafe-no-5'
 */
export function slugify(text, options = {}) {
  const given = typeof options === 'string' ? { separator: options } : options;
  const known = ['separator', 'lower', 'ascii', 'maxLength'];
  const { separator = '-', lower = true, ascii = false, maxLength = Infinity } = needsOptions('slugify', given, known);
  needsString('slugify', 'the separator', separator);
  if (maxLength !== Infinity) {
    needsCount('slugify', 'maxLength', maxLength, 1);
  }
  const folded = withoutDiacritics(needsString('slugify', 'the text', text));
  const cased = lower ? folded.toLowerCase() : folded;
  const parts = cased.replace(/['\u2019]/g, '').match(ascii || PLAIN.test(cased) ? /[a-z\d]+/gi : slugPart()) ?? [];
  if (maxLength === Infinity) {
    return parts.join(separator);
  }
  let slug = split(parts[0] ?? '').slice(0, maxLength).join('');
  for (const part of parts.slice(1)) {
    const longer = slug + separator + part;
    if (graphemeCount(longer) > maxLength) {
      break;
    }
    slug = longer;
  }
  return slug;
}

// Marks go from Latin, Greek and Cyrillic letters, where the letter is readable without them; elsewhere they are vowels.
function withoutDiacritics(text) {
  if (PLAIN.test(text)) {
    return text;
  }
  return text
    .normalize('NFKD')
    .replace(markedLetter(), '$1')
    .replace(FOLDABLE, (letter) => FOLDED[letter])
    .normalize('NFC');
}

/**
 * truncate(text, length, suffix?) -> text of at most `length` characters
 *
 * A text that is longer is cut and ends with the suffix ('...'), which counts.
 *
 *   strings.truncate('a long sentence', 9);   // 'a long...'
 */
export function truncate(text, length, suffix = '...') {
  needsString('truncate', 'the text', text);
  needsCount('truncate', 'the length', length);
  const end = split(needsString('truncate', 'the suffix', suffix));
  if (text.length <= length) {
    return text;
  }
  const characters = split(text);
  if (characters.length <= length) {
    return text;
  }
  const room = length - end.length;
  return room <= 0 ? end.slice(0, length).join('') : characters.slice(0, room).join('') + suffix;
}

/**
 * capitalize(text) -> the first character in upper case, the others in lower case
 *
 *   strings.capitalize('hELLO');   // 'Hello'
 */
export function capitalize(text) {
  return upperFirst(needsString('capitalize', 'the text', text).toLowerCase());
}

/**
 * upperFirst(text) -> the first character in upper case, the others as they are
 *
 *   strings.upperFirst('élan vital');   // 'Élan vital'
 */
export function upperFirst(text) {
  return changeFirst('upperFirst', text, (first) => first.toUpperCase());
}

/**
 * lowerFirst(text) -> the first character in lower case, the others as they are
 *
 *   strings.lowerFirst('HELLO');   // 'hELLO'
 */
export function lowerFirst(text) {
  return changeFirst('lowerFirst', text, (first) => first.toLowerCase());
}

function changeFirst(name, text, change) {
  const [first = ''] = needsString(name, 'the text', text);
  return change(first) + text.slice(first.length);
}

/**
 * words(text) -> array of the words, also of names such as 'camelCase' and 'snake_case'
 *
 *   strings.words("parseXMLFile2 don't");   // ['parse', 'XML', 'File', '2', "don't"]
 */
export function words(text) {
  return needsString('words', 'the text', text).match(PLAIN.test(text) ? PLAIN_WORD : word()) ?? [];
}

/**
 * wordCount(text) -> number of words as a reader counts them
 *
 * Words are what spaces and punctuation part; of Chinese and Japanese each character counts as one.
 *
 *   strings.wordCount("Don't count well-known words twice.");   // 5
 */
export function wordCount(text) {
  needsString('wordCount', 'the text', text);
  return text.match(PLAIN.test(text) ? PLAIN_COUNTED : counted())?.length ?? 0;
}

/**
 * camelCase(text) -> 'likeThis'
 *
 *   strings.camelCase('user-first_name');   // 'userFirstName'
 */
export function camelCase(text) {
  const parts = named('camelCase', text);
  return parts.map((part, i) => (i === 0 ? part : upperFirst(part))).join('');
}

/**
 * snakeCase(text) -> 'like_this'
 *
 *   strings.snakeCase('userFirstName');   // 'user_first_name'
 */
export function snakeCase(text) {
  return named('snakeCase', text).join('_');
}

/**
 * kebabCase(text) -> 'like-this'
 *
 *   strings.kebabCase('XMLHttpRequest');   // 'xml-http-request'
 */
export function kebabCase(text) {
  return named('kebabCase', text).join('-');
}

function named(name, text) {
  return words(needsString(name, 'the text', text)).map((word) => word.replace(/['\u2019]/g, '').toLowerCase());
}

/**
 * pad(text, length, fill?, direction?) -> text of at least `length` characters
 *
 * direction: 'right' (the default) adds behind the text, 'left' before it, 'both' on both sides.
 *
 *   strings.pad('7', 3, '0', 'left');   // '007'
 */
export function pad(text, length, fill = ' ', direction = 'right') {
  const missing = missingFor('pad', text, length, fill);
  switch (direction) {
    case 'right':
      return text + filled(fill, missing);
    case 'left':
      return filled(fill, missing) + text;
    case 'both':
      return filled(fill, missing >> 1) + text + filled(fill, missing - (missing >> 1));
    default:
      return refuse('pad', "the direction must be 'left', 'right' or 'both'", direction);
  }
}

/**
 * padStart(text, length, fill?) -> text of at least `length` characters, filled up before it
 *
 *   strings.padStart('42', 5, '.');   // '...42'
 */
export function padStart(text, length, fill = ' ') {
  return filled(fill, missingFor('padStart', text, length, fill)) + text;
}

/**
 * padEnd(text, length, fill?) -> text of at least `length` characters, filled up behind it
 *
 *   strings.padEnd('né', 4) + '|';   // 'né  |'
 */
export function padEnd(text, length, fill = ' ') {
  return text + filled(fill, missingFor('padEnd', text, length, fill));
}

function missingFor(name, text, length, fill) {
  needsString(name, 'the text', text);
  needsCount(name, 'the length', length);
  if (needsString(name, 'the fill', fill) === '') {
    refuse(name, 'the fill must have a character', fill);
  }
  return Math.max(0, length - graphemeCount(text));
}

function filled(fill, count) {
  const parts = split(fill);
  return fill.repeat(Math.floor(count / parts.length)) + parts.slice(0, count % parts.length).join('');
}

/**
 * clean(text) -> text without spaces around it, with single spaces in it, and without invisible control characters
 *
 *   strings.clean('  a \t b\n\nc ');   // 'a b c'
 */
export function clean(text) {
  return needsString('clean', 'the text', text)
    .replace(/[\x00-\x08\x0e-\x1f\x7f-\x9f\u200B\u2060\uFEFF]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * count(text, part, caseSensitive?) -> how often a part occurs, without overlaps
 *
 *   strings.count('Banana', 'AN', false);   // 2
 */
export function count(text, part, caseSensitive = true) {
  needsString('count', 'the text', text);
  if (needsString('count', 'the part', part) === '') {
    refuse('count', 'the part must have a character', part);
  }
  return caseSensitive ? text.split(part).length - 1 : text.toLowerCase().split(part.toLowerCase()).length - 1;
}

/**
 * reverse(text) -> the characters in the opposite order
 *
 *   strings.reverse('noël');   // 'lëon'
 */
export function reverse(text) {
  return split(needsString('reverse', 'the text', text)).reverse().join('');
}

/**
 * isPalindrome(text, ignoreCase?, lettersOnly?) -> whether a text reads the same from both ends
 *
 * Both are true by default: upper and lower case are the same, and only letters and digits count. Marks of letters count.
 *
 *   strings.isPalindrome('A man, a plan, a canal: Panama');   // true
 */
export function isPalindrome(text, ignoreCase = true, lettersOnly = true) {
  let compared = needsString('isPalindrome', 'the text', text).normalize('NFC');
  compared = ignoreCase ? compared.toLowerCase() : compared;
  compared = lettersOnly ? compared.replace(notLetter(), '') : compared;
  const characters = split(compared);
  return characters.every((character, i) => character === characters[characters.length - 1 - i]);
}

/**
 * graphemes(text) -> array of the characters as a reader counts them
 *
 *   strings.graphemes('🇫🇷e\u0301').length;   // 2
 */
export function graphemes(text) {
  return split(needsString('graphemes', 'the text', text));
}

export default {
  slugify, truncate, capitalize, upperFirst, lowerFirst, words, wordCount, camelCase, snakeCase, kebabCase, pad, padStart,
  padEnd, clean, count, reverse, isPalindrome, graphemes,
};
