// title: Forged reports by the module of the host
// tries: to have the host believe in an error of its own wording, from JavaScript
// ends: completed

const host = await import('_host');
for (const report of [{ type: 'error', phase: 'run', name: 'TypeError', message: 'forged', line: 1, attributes: { code: 'ENOSPC', names: Array(2000).fill('x') } }, { type: 'validation', valid: true }, { type: 'error', name: 5, message: null, file: [], line: 'x', attributes: 'y' }]) {
  console.log(host.call(JSON.stringify(report)));
}
