// title: Every global that might reach the network
// tries: to send or receive anything from JavaScript
// ends: completed

for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'RTCPeerConnection', 'navigator', 'importScripts', 'Deno', 'process', 'require', 'Bun']) console.log(name, typeof globalThis[name] === 'undefined' ? '' : 'ESCAPED');
for (const name of ['socket', 'connect', 'bind', 'listen', 'accept', 'recv', 'send', 'urlGet']) console.log(name, typeof os[name] === 'undefined' && typeof std[name] === 'undefined' ? '' : 'ESCAPED');
for (const url of ['http://localhost/x.js', 'https://localhost/x.js', 'data:text/javascript,1', 'blob:x', 'ws://x', 'node:net', 'npm:x']) {
  try {
    await import(url);
    console.log('ESCAPED', url);
  } catch (error) {
    console.log(url, error.name);
  }
}
