std.writeFile('empty.txt', '');
std.writeFile('text.txt', 'first\nsecond\n');
console.log(JSON.stringify(std.loadFile('empty.txt')), std.loadFile('missing.txt'), std.loadFile('.'));
const file = std.open('text.txt', 'r+');
console.log(file.getline(), file.getline(), file.getline());
file.seek(0, std.SEEK_END);
file.puts('third\n');
file.close();
console.log(std.loadFile('/app/text.txt').split('\n'));
os.mkdir('folder');
os.rename('text.txt', 'folder/moved.txt');
console.log(os.readdir('folder')[0].sort(), os.stat('folder/moved.txt')[0].size, os.stat('text.txt')[1] === std.Error.ENOENT);
const error = {};
console.log(std.open('/nowhere/x', 'w', error), std.strerror(error.errno));
console.log(os.getcwd(), os.chdir('folder'), os.getcwd(), std.loadFile('moved.txt').length);
try {
  std.writeFile('/nowhere/x', 'x');
} catch (failure) {
  console.log(failure.message);
}
console.log(os.remove('moved.txt'), os.remove('/app/folder'), os.readdir('/app')[0].includes('folder'));
