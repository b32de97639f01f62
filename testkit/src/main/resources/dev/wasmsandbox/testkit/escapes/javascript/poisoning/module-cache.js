// title: Modules that stay loaded
// tries: to have the next run find a module that this one loaded
// ends: completed

const file = std.open('poison.js', 'w');
file.puts('export let count = 0; export function next() { return ++count; } globalThis.poison = true;');
file.close();
const module = await import('./poison.js');
module.next();
const again = await import('/app/poison.js');
console.log(again.count);
import('_host').then((host) => { try { host.call = null; } catch (error) { console.log(error.name); } });
try { std.open = null; os.open = null; delete std.loadFile; } catch (error) { console.log(error.name); }
