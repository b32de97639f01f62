// title: An exit that the program will not take
// tries: to go on after std.exit, in catch, finally, promises and generators
// ends: exited 9

const again = () => { try { std.exit(9); } catch { again(); } finally { again(); } };
new Promise((resolve) => { again(); resolve(); }).catch(() => {}).then(() => console.log('ESCAPED'));
setTimeout(() => console.log('ESCAPED'), 0);
console.log('ESCAPED');
