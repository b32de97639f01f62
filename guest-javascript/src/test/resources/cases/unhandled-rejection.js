async function load() {
  throw new Error('no such record');
}

setTimeout(() => console.log('never: the program ends first'), 0);
load();
console.log('started');
