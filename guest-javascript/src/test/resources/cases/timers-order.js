setTimeout(() => console.log('third'), 60);
setTimeout(() => console.log('second'), 40);
setTimeout((...args) => console.log('first', ...args), 20, 'a', 'b');
const cancelled = setTimeout(() => console.log('never'), 5);
clearTimeout(cancelled);
clearTimeout(undefined);
clearInterval('nothing');
os.setTimeout(() => {
  console.log('fourth');
  tick();
}, 80);
try {
  setTimeout('text', 1);
} catch (error) {
  console.log(error.name, error.message);
}

// Alone: how often it comes beside other timers is the machine's business.
function tick() {
  let ticks = 0;
  const interval = setInterval(() => {
    ticks++;
    if (ticks === 3) {
      clearInterval(interval);
      console.log('ticked', ticks);
      late();
    }
  }, 1);
}

// All are due when the first one can run. (The distances are far above what a run spends between two of these calls.)
function late() {
  setTimeout(() => console.log('due last'), 60);
  setTimeout(() => console.log('due then'), 40);
  setTimeout(() => console.log('due first'), 20);
  setTimeout(() => console.log('due then, and set later'), 40);
  setImmediate(() => console.log('due at once'));
  const begin = Date.now();
  while (Date.now() < begin + 80);
}
