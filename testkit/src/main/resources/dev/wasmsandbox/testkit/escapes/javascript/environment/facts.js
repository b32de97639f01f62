// title: Facts about the machine in JavaScript
// tries: to learn about host and processor by globals
// ends: completed

const text = JSON.stringify([os.platform, os.getcwd(), os.exePath?.(), os.getpid?.(), scriptArgs, globalThis.navigator?.userAgent, globalThis.process?.versions, globalThis.Deno, new Date().getTimezoneOffset(), globalThis.Intl].map(String));
for (const word of ['linux', 'x86', 'aarch64', 'darwin', '/home', '/root', 'java']) if (text.toLowerCase().includes(word)) console.log('ESCAPED', text);
console.log(text);
