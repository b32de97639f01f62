// title: Messages to the host without end from JavaScript
// tries: to have the host parse messages that cost the guest next to nothing
// ends: limit out_of_fuel
// policy: fuel=200000000

const host = await import('_host');
const message = '{"type":"error","message":"' + 'x'.repeat(60000) + '"}';
for (;;) host.call(message);
