// Lines of a text. Splitting by a pattern would try it at every character.

/** The lines without their ends, which are \n, \r\n or \r; an end after the last line does not begin another one. */
export function splitLines(text) {
  const unified = text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
  const lines = unified.split('\n');
  if (lines[lines.length - 1] === '') {
    lines.pop();
  }
  return lines;
}
