console.log('1 sync');
setTimeout(() => console.log('7 timeout'), 0);
setImmediate(() => console.log('6 immediate'));
queueMicrotask(() => console.log('3 microtask'));
Promise.resolve()
  .then(() => console.log('4 then'))
  .finally(() => console.log('5 finally'));
(async () => {
  console.log('2 async function');
  await null;
  console.log('4b after await');
})();
