// title: A mounted archive read whole
// tries: to have the content of an archive take more memory than the limit
// ends: completed | error InternalError | error RangeError
// policy: mount=bomb memory=16000000 fuel=3000000000

for (const act of [() => std.loadFile('/data/one'), () => std.open('/data/one', 'rb').readAsString(), () => std.open('/data/one', 'rb').read(new ArrayBuffer(10000000), 0, 10000000), () => std.loadFile('/data/two', { binary: true })]) {
  try { console.log(typeof act()); } catch (error) { console.log(error.name); }
}
