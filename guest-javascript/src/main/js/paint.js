// Colours for the report of an uncaught error, where the environment asks for them as it does elsewhere.
import * as std from 'std';

const { getenv } = std;
const RESET = '\x1b[0m';
const RED = '\x1b[1;31m';
const BOLD_MAGENTA = '\x1b[1;35m';
const MAGENTA = '\x1b[35m';
const DIM = '\x1b[2m';

const PLACE = /^\S.*:\d+$/;
const MARK = /^\s*\^$/;
const FRAME = /^ {4}at /;
const HEADER = /^((?:Uncaught (?:\(in promise\) )?)?)([A-Z]\w*)(: .*)?$/;

// Text => the same text, in colours if FORCE_COLOR is set.
export function paint(text) {
  if (!getenv('FORCE_COLOR')) {
    return text;
  }
  let isHeader = true;
  return text
    .split('\n')
    .map((line, i) => {
      if (i === 0 && PLACE.test(line)) {
        return MAGENTA + line + RESET;
      }
      if (MARK.test(line)) {
        return RED + line + RESET;
      }
      if (FRAME.test(line)) {
        return DIM + line + RESET;
      }
      const found = isHeader && HEADER.exec(line);
      if (found) {
        isHeader = false;
        return `${found[1]}${BOLD_MAGENTA}${found[2]}${RESET}${found[3] ? MAGENTA + found[3] + RESET : ''}`;
      }
      return line;
    })
    .join('\n');
}
