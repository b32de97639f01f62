// title: NUL and lone surrogates in paths
// tries: to have a path cut or decoded differently than it was checked
// ends: completed

for (const path of ['given.txt\0/etc/passwd', '/etc/passwd\0.txt', '\ud800', '\udfff/..', 'a\ud83d', '\uff0e\uff0e/\uff0e\uff0e/etc/passwd', '\u0000', '\u2215etc\u2215passwd', '']) {
  for (const act of [() => std.open(path, 'r'), () => std.loadFile(path), () => os.stat(path)[0], () => os.readdir(path)[0].length > 3 ? 'names' : null]) {
    let got = null;
    try { got = act(); } catch (error) { console.log(error.name); }
    if (got && /passwd/.test(path) && !path.startsWith('given.txt')) console.log('ESCAPED', JSON.stringify(path), got);
  }
}
