// The comments in the files of the helpers, as what programs read of them: `csv.parse.help`, `csv.help`. They are read when
// they are asked for; in the memory image they would be a tenth of it.
import { loadFile } from 'std';

const COMMENT = /^\/\*\*\n((?: \*.*\n)+?) \*\/\n(?:export (?:async )?function\*? (\w+))?/gm;

// Name of a function => its comment; '' => that at the head of the file.
function commentsOf(path) {
  const comments = {};
  for (const [, comment, name = ''] of loadFile(path).matchAll(COMMENT)) {
    comments[name] ??= comment.replace(/^ \* ?/gm, '').replaceAll('*\\/', '*/');
  }
  return comments;
}

// Gives the functions of a file the property `help`.
export function document(path, functions) {
  const help = {
    get() {
      return commentsOf(path)[this.name];
    },
  };
  for (const member of Object.values(functions)) {
    Object.defineProperty(member, 'help', help);
  }
}

// The help of a package: what it is, and all its functions.
export function packageHelp(name, path, functions) {
  const parts = Object.values(functions).map((member) => member.help);
  return [`${name}\n`, commentsOf(path)[''], ...parts].join('\n');
}

// The first lines of the functions' help.
export function signatures(functions) {
  return Object.values(functions).map((member) => member.help.split('\n', 1)[0]);
}
