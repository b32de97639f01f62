try {
  await import('./nowhere.js');
} catch (error) {
  console.log(error.name, error.message);
}
try {
  await import('internal:native');
} catch (error) {
  console.log(error.name, error.message);
}
