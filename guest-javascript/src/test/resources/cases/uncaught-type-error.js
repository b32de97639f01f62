const config = { server: null };
console.log('starting');
console.log(config.server.port);
