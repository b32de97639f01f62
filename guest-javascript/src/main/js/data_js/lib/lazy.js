// What is made when it is first needed. A regular expression with classes of Unicode takes tens of kilobytes, which would
// be a part of every interpreter's memory image.

/** A function that gives what `make` made, always the same. */
export function lazy(make) {
  let made;
  return () => (made ??= make());
}
