// title: Files up to the quota and on
// tries: to store more than the policy allows from JavaScript
// ends: completed
// policy: disk=100000 files=50

let written = 0;
for (let i = 0; i < 200; i++) {
  const fd = os.open('file' + i, os.O_WRONLY | os.O_CREAT);
  if (fd < 0) continue;
  const got = os.write(fd, new ArrayBuffer(5000), 0, 5000);
  if (got > 0) written += got;
  os.close(fd);
}
console.log(written <= 100000);
