// title: Exit codes out of range in JavaScript
// tries: to have an exit code wrap around to success
// ends: exited 255

try { std.exit({ valueOf() { throw 1; } }); } catch (error) { console.log('caught', error); }
try { std.exit(-1); } catch { console.log('ESCAPED'); } finally { console.log('not reached'); }
