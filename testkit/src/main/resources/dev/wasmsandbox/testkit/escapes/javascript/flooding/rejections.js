// title: Rejections without end
// tries: to have each unhandled rejection reported without bound
// ends: error Error | limit out_of_fuel
// policy: stderr=2000 fuel=500000000

for (let i = 0; i < 20000; i++) Promise.reject(new Error('rejected ' + i));
