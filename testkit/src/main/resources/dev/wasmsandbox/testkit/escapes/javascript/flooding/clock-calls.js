// title: Asking for the time as fast as it goes
// tries: to have more of the host's time than of its own
// ends: limit out_of_fuel

for (;;) os.now();
