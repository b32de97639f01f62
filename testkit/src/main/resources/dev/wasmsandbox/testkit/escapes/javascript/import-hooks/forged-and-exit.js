// title: A forged report and an exit code of its own
// tries: to turn exit code 3 into an uncaught error or a limit
// ends: exited 3

const host = await import('_host');
host.call('{"type":"error","name":"OutOfFuel","message":"forged","attributes":{"trap_reason":"timeout"}}');
std.exit(3);
