// title: Links over links, opened again and again
// tries: to keep the host walking while the guest waits
// ends: limit out_of_fuel

os.mkdir('d');
let last = 'd';
for (let i = 0; i < 39; i++) {
  os.symlink('d/../'.repeat(800) + last, 'link' + i);
  last = 'link' + i;
}
for (;;) os.stat(last);
