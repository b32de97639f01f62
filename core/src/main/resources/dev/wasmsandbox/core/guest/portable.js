;(() => {
  const state = Object(globalThis._state);
  const kept = __sessionState.filterSerializableGlobals(state);
  const parts = [];
  const leftOut = [];
  let size = 0;
  for (const name of Object.keys(state)) {
    const part = Object.hasOwn(kept, name) ? JSON.stringify(name) + ':' + JSON.stringify(kept[name]) : '';
    if (part !== '' && size + 3 * part.length <= @MOST_BYTES@) {
      parts.push(part);
      size += 3 * part.length + 1;
    } else {
      leftOut.push(name);
    }
  }
  std.out.puts(leftOut.slice(0, @MOST_NAMES@).join(' ') + '\n{' + parts.join(',') + '}');
  std.out.flush();
})();
