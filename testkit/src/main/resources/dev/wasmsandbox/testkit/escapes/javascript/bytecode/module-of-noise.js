// title: Modules of bytes that are no source
// tries: to have the loader take a file for compiled code
// ends: completed

for (const [i, bytes] of [[1, 2, 3], [0x7f, 0x45, 0x4c, 0x46], [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], [0xff, 0xfe, 0], [0x43, 5, 0xff, 0xff], [0xef, 0xbb, 0xbf, 0x31]].entries()) {
  const fd = os.open(`noise${i}.js`, os.O_WRONLY | os.O_CREAT);
  os.write(fd, new Uint8Array(bytes).buffer, 0, bytes.length);
  os.close(fd);
  for (const attributes of [undefined, { with: { type: 'json' } }, { with: { type: 'bytes' } }, { with: { type: 'text' } }, { with: { type: 'wasm' } }]) {
    try {
      await import(`./noise${i}.js`, attributes);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }
}
console.log('alive');
