// title: One line of megabytes
// tries: to get by the cap in one write from JavaScript
// ends: completed
// policy: stdout=999 stderr=999 fuel=3000000000

console.log('\u00e9'.repeat(5000000));
console.error('x'.repeat(5000000));
std.out.puts('y'.repeat(5000000));
print('z'.repeat(5000000));
