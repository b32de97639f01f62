// title: A buffer that is taken away while it is being read into
// tries: to have a read write into memory that was given back
// ends: completed

const fd = os.open('given.txt', os.O_RDONLY);
const target = new ArrayBuffer(1000);
const trick = { valueOf() { try { target.transfer?.(0); structuredClone(target, { transfer: [target] }); } catch (error) { console.log(error.name); } return 10; } };
for (const args of [[trick, 10], [0, trick]]) {
  try { console.log(os.read(fd, target, ...args)); } catch (error) { console.log(error.name); }
}
const stream = std.open('given.txt', 'r');
const closing = { valueOf() { stream.close(); return 5; } };
try { console.log(stream.read(new ArrayBuffer(10), 0, closing)); } catch (error) { console.log(error.name); }
try { console.log(stream.seek(closing, 0)); } catch (error) { console.log(error.name); }
