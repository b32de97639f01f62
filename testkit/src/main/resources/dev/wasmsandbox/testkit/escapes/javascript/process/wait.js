// title: Waiting by Atomics, sleep and promises
// tries: to hold a thread of the host beyond the time limit from JavaScript
// ends: limit timeout
// policy: timeout=80

try { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1); } catch (error) { console.log(error.name); }
for (;;) {
  try { os.sleep(1000000000); } catch { continue; }
}
