// title: A mounted archive read in turns
// tries: to have the host unpack again and again, for single bytes, from JavaScript
// ends: completed
// policy: mount=bomb

for (let round = 0; round < 2; round++) {
  for (const name of ['one', 'two', 'folder/three']) {
    const file = std.open('/data/' + name, 'rb');
    file.seek(-1, std.SEEK_END);
    if (file.getByte() !== 0) console.log('odd');
    file.close();
  }
}
console.log(std.loadFile('/data/../outside/secret.txt'), os.stat('/data/outside')[1] !== 0);
