try {
  new Promise(() => {
    [1].forEach(() => std.exit(300 + 9));
  });
} catch {
  console.log('never');
} finally {
  console.log('never');
}
console.log('never');
