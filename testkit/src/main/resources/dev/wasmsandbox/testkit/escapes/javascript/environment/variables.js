// title: The environment by std.getenv
// tries: to read variables of the host from JavaScript
// ends: completed

for (const name of ['PATH', 'HOME', 'USER', 'HOST_SECRET', 'LD_PRELOAD', 'JAVA_HOME', 'PWD', '', '=', 'A=B', 'x'.repeat(100000)]) {
  const value = std.getenv(name);
  if (value !== undefined) console.log('ESCAPED', name, value);
}
std.setenv?.('PATH', '/evil');
std.setenv?.('x'.repeat(100000), 'y'.repeat(100000));
std.unsetenv?.('PATH');
const all = Object.keys(std.getenviron());
if (all.some((name) => /HOST|HOME|USER|JAVA/.test(name))) console.log('ESCAPED', all.join());
