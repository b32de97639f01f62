setTimeout(function later() {
  throw new RangeError('in a timer');
}, 1);
setTimeout(() => console.log('never'), 50);
