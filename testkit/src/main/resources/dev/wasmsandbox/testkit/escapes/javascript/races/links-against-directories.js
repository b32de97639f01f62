// title: Links in one run, directories in the other
// tries: to have the host walk through a link that was a directory when it looked
// ends: completed | busy | failed
// policy: runs=2

if (scriptArgs.at(-1) === 'run-0') {
  os.symlink('@OUTSIDE@', 'place');
} else {
  os.mkdir('place');
  const file = std.open('place/secret.txt', 'w');
  if (file !== null) {
    file.puts('overwritten');
    file.close();
  }
}
