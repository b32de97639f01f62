// title: Symbolic links by os.symlink
// tries: to read files of the host through a link from JavaScript
// ends: completed

for (const target of ['@OUTSIDE@/secret.txt', '/etc/passwd', '../../../../etc/passwd', '@OUTSIDE@', '/', '..', '']) {
  os.symlink(target, 'link');
  for (const path of ['link', 'link/secret.txt', 'link/etc/passwd', 'link/../etc/passwd']) {
    const text = std.loadFile(path);
    if (text !== null) console.log('ESCAPED', target, path, text);
    const file = std.open(path, 'r+');
    if (file !== null) console.log('ESCAPED', target, path);
  }
  os.remove('link');
}
