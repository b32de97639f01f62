const late = Promise.reject(new Error('handled in time'));
Promise.resolve().then(() => late.catch((error) => console.log('caught', error.message)));
Promise.allSettled([Promise.reject(1), Promise.resolve(2)]).then((results) => console.log(results));
Promise.any([Promise.reject(1), Promise.reject(2)]).catch((error) => console.log(error.name, error.errors));
Promise.race([new Promise((resolve) => setTimeout(resolve, 5, 'slow')), 'fast']).then(console.log);
