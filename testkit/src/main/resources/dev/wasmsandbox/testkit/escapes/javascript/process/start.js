// title: Processes by std and os
// tries: to run a program of the host from JavaScript
// ends: completed

for (const [owner, name, ...args] of [[os, 'exec', ['/bin/sh', '-c', 'id']], [os, 'exec', ['id'], { block: false, usePath: true }], [std, 'popen', 'id', 'r'], [os, 'pipe'], [os, 'kill', 1, 9], [os, 'kill', 0, 9], [os, 'waitpid', -1, 0], [os, 'dup', 1], [os, 'dup2', 0, 3], [os, 'Worker', './w.js'], [os, 'signal', 2, () => {}], [std, 'urlGet', 'http://localhost/'], [std, 'urlGet', 'file:///etc/passwd']]) {
  try {
    const got = owner[name](...args);
    if (got !== undefined && got !== null && !(got < 0)) console.log('ESCAPED', name, got);
  } catch (error) {
    console.log(name, error.name);
  }
}
