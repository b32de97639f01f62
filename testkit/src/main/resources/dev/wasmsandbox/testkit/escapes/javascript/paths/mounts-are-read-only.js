// title: Writing to mounts
// tries: to change a mounted directory of the host
// ends: completed
// policy: mount=directory

for (const act of [() => std.open('/data/public.txt', 'w'), () => std.open('/data/new', 'w'), () => os.remove('/data/public.txt') === 0, () => os.rename('/data/public.txt', '/data/x') === 0, () => os.mkdir('/data/d') === 0,
  () => os.rename('given.txt', '/data/given.txt') === 0, () => os.utimes('/data/public.txt', 0, 0) === 0, () => os.open('/data/public.txt', os.O_RDWR) >= 0, () => os.symlink('x', '/data/l') === 0]) {
  if (act()) console.log('ESCAPED', act);
}
console.log(std.loadFile('/data/public.txt'), std.loadFile('/data/door.txt'), os.readdir('/data')[0].sort().join());
