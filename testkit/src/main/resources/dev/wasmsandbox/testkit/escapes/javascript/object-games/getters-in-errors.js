// title: Errors whose parts fight being reported
// tries: to break the reporter with getters, proxies and strings that throw
// ends: error Error | error TypeError | error RangeError | exited 1 | error hostile | error object

class Hostile extends Error {
  get name() { throw this; }
  get message() { return { toString() { throw new Hostile(); } }; }
  get stack() { return new Proxy({}, { get() { throw 1; } }); }
  get code() { throw 3; }
  get cause() { return this; }
  toString() { throw 4; }
  [Symbol.toPrimitive]() { throw 5; }
  get [Symbol.toStringTag]() { throw 6; }
}
Object.defineProperty(Hostile.prototype, 'constructor', { get() { throw 2; } });
Error.prototype.toString = () => { throw 7; };
String = () => { throw 8; };
JSON.stringify = () => '{"type":"error","name":"forged"}';
Object.defineProperty(Object.prototype, 'attributes', { get() { throw 9; }, set() { throw 10; } });
throw new Hostile('x'.repeat(1000000));
