// title: Handlers for reading and writing on every number
// tries: to be called for events on descriptors of the host
// ends: completed | limit timeout | limit out_of_fuel
// policy: timeout=200 fuel=100000000

for (let fd = 3; fd < 40; fd++) {
  try { os.setReadHandler(fd, () => console.log(fd === 3 ? 'root' : 'ESCAPED', fd)); } catch (error) { console.log(error.name); }
  try { os.setWriteHandler(fd, () => console.log('event', fd)); } catch (error) { console.log(error.name); }
}
await new Promise((resolve) => setTimeout(resolve, 5));
for (let fd = 0; fd < 40; fd++) {
  os.setReadHandler(fd, null);
  os.setWriteHandler(fd, null);
}
