// title: Closing everything and going on
// tries: to break the end of the run, which flushes and reports
// ends: error TypeError

for (let fd = 0; fd < 100; fd++) os.close(fd);
std.out.close?.();
console.log('to nobody');
null.reported;
