const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
console.log('waiting');
await sleep(2);
const value = await Promise.resolve(42);
for await (const item of [sleep(1).then(() => 'a'), 'b']) {
  console.log(item);
}
await (async () => console.log('value', value))();
