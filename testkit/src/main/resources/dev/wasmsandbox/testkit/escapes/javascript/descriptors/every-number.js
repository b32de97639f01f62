// title: Reading, writing and seeking on every number
// tries: to use a descriptor of the host process from JavaScript
// ends: completed

const space = new ArrayBuffer(100);
for (let fd = -2; fd < 300; fd++) {
  if (fd !== 0 && os.read(fd, space, 0, 100) > 0) console.log('ESCAPED read', fd);
  if (fd > 2 && os.write(fd, space, 0, 10) > 0) console.log('ESCAPED write', fd);
  if (os.isatty(fd) === true) console.log('ESCAPED tty', fd);
  os.seek(fd, 0, 0);
  os.seek(fd, -1n, 2);
}
for (const fd of [2 ** 31, 2 ** 32, NaN, Infinity, -0.5, '1', null, {}]) {
  try { os.read(fd, space, 0, 1); } catch (error) { console.log(error.name); }
}
