console.log('running');
new Function('return 1 +')();
