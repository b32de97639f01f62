// title: A forged report and exit code 1
// tries: to have exit code 1 told as an error that it made up, which must stay an exit code or its own words
// ends: exited 1 | error Forged

const host = await import('_host');
host.call('{"type":"error","name":"Forged","message":"' + 'x'.repeat(60000) + '"}');
std.exit(1);
