// Patterns of names: * and ? within a name, ** across directories, [abc], {one,two}.

/** A regular expression for the paths that a pattern means. */
export function globToRegExp(pattern) {
  let source = '';
  let braces = 0;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i];
    const rest = pattern.slice(i);
    const set = /^\[(!?)((?:\]|[^\]/])[^\]/]*)\]/.exec(rest);
    if (rest.startsWith('**/')) {
      source += '(?:[^/]+/)*';
      i += 2;
    } else if (rest.startsWith('**')) {
      source += '.*';
      i++;
    } else if (character === '*') {
      source += '[^/]*';
    } else if (character === '?') {
      source += '[^/]';
    } else if (set !== null) {
      source += `[${set[1] && '^/'}${set[2].replace(/[\\\]^&~|#@!%,.:;<=>?`$*+()[{}/]/g, '\\$&')}]`;
      i += set[0].length - 1;
    } else if (character === '{' && rest.includes('}')) {
      source += '(?:';
      braces++;
    } else if (character === '}' && braces > 0) {
      source += ')';
      braces--;
    } else if (character === ',' && braces > 0) {
      source += '|';
    } else {
      source += RegExp.escape ? RegExp.escape(character) : character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
    }
  }
  return new RegExp(`^${source}${')'.repeat(braces)}$`, 's');
}

/** A function that tells whether a relative path fits; a pattern without / is for the last name alone. */
export function matcher(pattern) {
  const wanted = pattern instanceof RegExp ? new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')) : undefined;
  if (wanted !== undefined) {
    return (path) => wanted.test(path);
  }
  const glob = globToRegExp(pattern);
  return pattern.includes('/') ? (path) => glob.test(path) : (path) => glob.test(path.slice(path.lastIndexOf('/') + 1));
}
