// title: Directories to any depth from JavaScript
// tries: to have the host handle a path that is too long for it from JavaScript
// ends: completed | failed
// policy: files=190

let depth = 0;
while (depth < 3000 && os.mkdir('d'.repeat(50)) === 0 && os.chdir('d'.repeat(50)) === 0) depth++;
console.log(depth);
std.open('bottom', 'w')?.close();
