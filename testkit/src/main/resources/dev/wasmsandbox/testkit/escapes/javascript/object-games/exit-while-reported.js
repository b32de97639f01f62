// title: Ending the program while its error is reported
// tries: to turn an uncaught error into success by std.exit in a getter
// ends: error Error | exited 0 | completed | exited 1 | error TypeError

const error = new Error('never mind');
for (const key of ['message', 'name', 'stack', 'cause']) Object.defineProperty(error, key, { get() { std.exit(0); }, configurable: true });
throw error;
