print('a', 1, null, { x: 1 }, [1, 2]);
print();
std.out.puts('no newline');
std.out.puts('\n');
std.printf('%d %s\n', 5, 'formatted');
std.err.puts('to stderr\n');
std.out.printf('%5.2f|', 3.14159);
