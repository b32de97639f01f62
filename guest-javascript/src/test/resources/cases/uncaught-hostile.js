class Hostile extends Error {
  get name() {
    throw new Error('from name');
  }
  get message() {
    throw new Error('from message');
  }
  get [Symbol.toStringTag]() {
    throw new Error('from the tag');
  }
}
throw new Hostile();
