console.log('waiting for nothing');
await new Promise(() => {});
console.log('never');
