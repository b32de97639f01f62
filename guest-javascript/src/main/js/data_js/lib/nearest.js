// Which name was meant.

/** The name that is nearest to a misspelt one, or undefined if none is near. */
export function nearest(name, candidates) {
  let best;
  // Two letters that changed places are two edits.
  let least = (name.length < 4 ? 1 : Math.max(2, Math.floor(name.length / 3))) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) < least) {
      const edits = distance(candidate.toLowerCase(), name.toLowerCase());
      if (edits < least) {
        least = edits;
        best = candidate;
      }
    }
  }
  return best;
}

/** Edits that turn one word into the other. */
export function distance(a, b) {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(previous[j] + 1, current[j - 1] + 1, replaced));
    }
    previous = current;
  }
  return previous[b.length];
}
