// title: Absolute paths of the host by std and os
// tries: to open files of the host by name from JavaScript
// ends: completed

for (const path of ['@OUTSIDE@/secret.txt', '@WORKSPACE@/given.txt', '/etc/passwd', '/proc/self/environ', '/proc/self/mem', '/dev/stdin', '/dev/zero']) {
  for (const mode of ['r', 'w', 'a', 'r+', 'w+', 'rb', 'x']) {
    const file = std.open(path, mode);
    if (file !== null) console.log('ESCAPED', path, mode, file.readAsString(10));
  }
  for (const flags of [os.O_RDONLY, os.O_RDWR, os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_TRUNC]) {
    const fd = os.open(path, flags, 0o666);
    if (fd >= 0) console.log('ESCAPED', path, flags, fd);
  }
  if (std.loadFile(path) !== null) console.log('ESCAPED', path);
}
console.log(os.readdir('/')[0].filter((name) => !name.startsWith('.')).join() === 'app');
