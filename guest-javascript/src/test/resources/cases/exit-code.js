std.out.puts('flushed without newline');
std.exit(7);
console.log('never');
