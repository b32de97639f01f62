// title: Modules imported through links
// tries: to have the module loader read a file that the guest cannot open
// ends: completed

os.symlink('@OUTSIDE@/secret.txt', 'secret.js');
os.symlink('/etc', 'etc');
for (const name of ['./secret.js', './etc/passwd', '/etc/passwd', 'file:///etc/passwd', '@OUTSIDE@/secret.txt', '../../etc/passwd', './loop.js']) {
  os.symlink('loop.js', 'loop.js');
  try {
    await import(name);
    console.log('ESCAPED', name);
  } catch (error) {
    console.log(error.name, String(error.message).length < 500);
  }
}
for (const name of ['secret.js', 'etc', 'loop.js']) os.remove(name);
