// title: Offsets and lengths out of the buffer
// tries: to have os.read and os.write reach beyond a buffer
// ends: completed

const file = os.open('given.txt', os.O_RDWR);
for (const [offset, length] of [[0, 101], [101, 0], [100, 1], [-1, 1], [0, -1], [2 ** 31, 1], [2 ** 32, 1], [2 ** 53, 1], [1, 2 ** 32 - 1], [50, 51], [NaN, NaN], [Infinity, 1], [0, Infinity]]) {
  for (const act of [os.read, os.write]) {
    try {
      const got = act(file, new ArrayBuffer(100), offset, length);
      if (got > 100) console.log('ESCAPED', offset, length, got);
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    }
  }
  const stream = std.open('given.txt', 'r+');
  for (const name of ['read', 'write']) {
    try { stream[name](new ArrayBuffer(100), offset, length); } catch (error) { if (!(error instanceof RangeError || error instanceof TypeError)) throw error; }
  }
  stream.close();
  try { stream.getline(); } catch (error) { if (!(error instanceof TypeError || error instanceof Error)) throw error; }
}
os.close(file);
