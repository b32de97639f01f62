setInterval(() => {}, 1);
(async () => {
  await null;
  setTimeout(() => std.exit(3), 2);
})().finally(() => console.log('waiting'));
