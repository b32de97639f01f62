// title: A layer of private changes over a mount
// tries: to have changes of a private layer reach the host's directory
// ends: completed
// policy: mount=private

const file = std.open('/data/public.txt', 'w');
file.puts('changed');
file.close();
std.open('/data/new', 'w').close();
os.mkdir('/data/folder');
os.rename('/data/new', '/data/folder/new');
console.log(std.loadFile('/data/public.txt'), os.remove('/data/public.txt'), std.loadFile('/data/door.txt'));
