// title: Dot-dot through every function of os
// tries: to climb out of the workspace by os.stat, os.rename, os.chdir and others
// ends: completed

for (const path of ['../'.repeat(20) + 'etc/passwd', '/app/../../etc/passwd', 'folder/../../../etc/passwd', '..//..//etc/passwd', '/..', '../@NEIGHBOUR@/secret.txt', '....//etc/passwd', 'given.txt/../../etc/passwd']) {
  for (const name of ['stat', 'lstat', 'readlink', 'realpath', 'readdir']) {
    if (typeof os[name] !== 'function') continue;
    const [value, error] = os[name](path);
    if (error === 0 && /passwd|secret/.test(path)) console.log('ESCAPED', name, path, value);
  }
  for (const act of [() => os.remove(path), () => os.mkdir(path + '/new'), () => os.rename(path, 'taken'), () => os.rename('given.txt', path), () => os.utimes(path, 0, 0), () => os.symlink && os.symlink(path, 'l')]) {
    const got = act();
    if (got === 0 && /passwd|secret/.test(path) && got !== undefined && os.readlink('l')[1] !== 0) console.log('ESCAPED', path, act);
    os.remove('l');
  }
}
os.chdir('/');
os.chdir('..');
console.log(os.getcwd()[0]);
