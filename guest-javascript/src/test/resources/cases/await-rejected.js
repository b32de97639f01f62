console.log('before');
await Promise.reject(new TypeError('awaited'));
console.log('after');
