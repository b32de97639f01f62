// Takes the end of a program's text apart without parsing it: what a cursor stands behind, and in.

export const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

const SPACE = /\s+/uy;
const COMMENT = /\/\/[^\n]*|\/\*[^]*?\*\//y;
const OPEN_COMMENT = /\/\/[^\n]*$|\/\*/y;
const WORD = /#?[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /\.?\d[\w.]*/y;
const STRING = /'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"/y;
const OPEN_STRING = /(['"])((?:[^\\\n]|\\[^])*)$/y;
const REGEXP = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;
const TEMPLATE_PART = /(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{)/y;
const OPERATOR = /\?\.(?!\d)|[^]/uy;

// Words behind which a slash begins a regular expression.
const BEFORE_VALUE = new Set('await case delete do else in instanceof new of return throw typeof void yield'.split(' '));

function match(pattern, text, position) {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

function endsValue(token) {
  if (token === undefined) {
    return false;
  }
  return token.kind === 'name' ? !BEFORE_VALUE.has(token.text) : token.kind !== 'operator' || /^[)\]}]$/.test(token.text);
}

// Text => { tokens, names, string, isComment }: the tokens of what is open at the end, all names of the text, and the
// string in which it ends, if it does.
export function readEnd(text) {
  const names = new Set();
  // One list of tokens for the text, and one more for each `${` that is open.
  const levels = [{ tokens: [], depth: 0 }];
  let position = 0;
  const add = (kind, length) => {
    levels.at(-1).tokens.push({ kind, text: text.slice(position, position + length) });
    position += length;
  };
  const result = (more) => ({ tokens: levels.at(-1).tokens, names, string: undefined, isComment: false, ...more });

  // A part of a template, from behind its quote or its last `}`. False: the text ends within.
  const readTemplate = () => {
    const part = match(TEMPLATE_PART, text, position);
    if (part === null) {
      return false;
    }
    position += part[0].length;
    if (part[0].endsWith('${')) {
      levels.push({ tokens: [], depth: 0 });
    } else {
      levels.at(-1).tokens.push({ kind: 'string', text: '``' });
    }
    return true;
  };

  while (position < text.length) {
    const level = levels.at(-1);
    const previous = level.tokens.findLast(({ kind }) => kind !== 'space');
    let found;
    if ((found = match(SPACE, text, position))) {
      add('space', found[0].length);
    } else if (match(OPEN_COMMENT, text, position) && !(found = match(COMMENT, text, position))?.[0].startsWith('/*')) {
      if (found === null || position + found[0].length === text.length) {
        return result({ isComment: true });
      }
      position += found[0].length;
    } else if ((found = match(COMMENT, text, position))) {
      position += found[0].length;
    } else if ((found = match(WORD, text, position))) {
      names.add(found[0]);
      add('name', found[0].length);
    } else if ((found = match(NUMBER, text, position))) {
      add('number', found[0].length);
    } else if ((found = match(STRING, text, position))) {
      add('string', found[0].length);
    } else if ((found = match(OPEN_STRING, text, position))) {
      return result({ string: { quote: found[1], content: found[2] } });
    } else if (text[position] === '`') {
      position++;
      const start = position;
      if (!readTemplate()) {
        return result({ string: { quote: '`', content: text.slice(start) } });
      }
    } else if (!endsValue(previous) && (found = match(REGEXP, text, position))) {
      add('regexp', found[0].length);
    } else if (text[position] === '}' && level.depth === 0 && levels.length > 1) {
      levels.pop();
      position++;
      const start = position;
      if (!readTemplate()) {
        return result({ string: { quote: '`', content: text.slice(start) } });
      }
    } else {
      const operator = match(OPERATOR, text, position)[0];
      level.depth += operator === '{' ? 1 : operator === '}' ? -1 : 0;
      if (operator === ';') {
        level.tokens.length = 0;
        position++;
      } else {
        add('operator', operator.length);
      }
    }
  }
  return result({});
}
