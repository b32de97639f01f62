setTimeout(() => console.log('third'), 30);
setTimeout(() => console.log('second'), 15);
setTimeout((...args) => console.log('first', ...args), 1, 'a', 'b');
const cancelled = setTimeout(() => console.log('never'), 5);
clearTimeout(cancelled);
clearTimeout(undefined);
clearInterval('nothing');
let ticks = 0;
const interval = setInterval(() => {
  ticks++;
  if (ticks === 3) {
    clearInterval(interval);
    console.log('ticked', ticks);
  }
}, 1);
os.setTimeout(() => console.log('fourth'), 40);
try {
  setTimeout('text', 1);
} catch (error) {
  console.log(error.name, error.message);
}
