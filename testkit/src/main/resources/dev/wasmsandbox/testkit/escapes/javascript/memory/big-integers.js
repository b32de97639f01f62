// title: Integers of millions of digits in JavaScript
// tries: to have one operation on integers take hours
// ends: limit out_of_fuel | error RangeError | error InternalError
// policy: fuel=300000000

let x = 7n;
for (;;) x = x ** 7n;
