// title: Odd names from JavaScript
// tries: to have the host make files with names of every kind from JavaScript
// ends: completed | failed

for (const name of ['.metadata.json', '.METADATA.JSON', 'a\\b', 'CON', 'x:y', ' ', '.', '..', '...', '-rf', '\n', '\x7f', '\u202e', '\ud83d\ude00', 'n'.repeat(255), 'n'.repeat(256), '\u00e9'.repeat(127), '\u00e9'.repeat(128), 'a/'.repeat(200) + 'b', '~', '$HOME', '`id`', '*', '?', '|', '%00', 'user_code.py']) {
  const file = std.open(name, 'w');
  file?.puts('x');
  file?.close();
}
