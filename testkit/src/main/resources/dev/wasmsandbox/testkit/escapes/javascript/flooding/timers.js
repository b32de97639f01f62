// title: Timers that make timers
// tries: to keep the event loop going for ever
// ends: limit out_of_fuel | limit timeout
// policy: timeout=3000 fuel=200000000

function more() { setTimeout(more, 0); setTimeout(more, 0); setInterval(more, 0); }
more();
