// title: Writers and deleters of the same names
// tries: to have the host store what is being deleted, from JavaScript
// ends: completed | busy | error TypeError
// policy: runs=3

const me = scriptArgs.at(-1);
for (let i = 0; i < 300; i++) {
  const name = 'shared' + (i % 7);
  if (me === 'run-0') {
    const file = std.open(name, 'w');
    file.puts('x'.repeat(i));
    file.close();
  } else if (me === 'run-1') {
    os.rename(name, 'moved' + (i % 7));
  } else {
    os.remove(name);
    os.mkdir(name);
    os.remove(name);
  }
}
