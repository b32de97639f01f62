class ValidationError extends Error {
  constructor(message, field) {
    super(message);
    this.name = 'ValidationError';
    this.field = field;
  }
}
console.log(new Error('plain'));
console.log([new TypeError('in a list')]);
console.log({ error: new ValidationError('bad', 'age') });
console.log(new Error('outer', { cause: new RangeError('inner') }));
console.log(new AggregateError([new Error('one'), 'two'], 'many'));
class Unnamed extends Error {}
console.log(new Unnamed('by its class'));
const noStack = new Error('no stack');
noStack.stack = undefined;
console.log(noStack);
const own = new Error('x');
own.stack = 'a stack of its own';
console.log(own);
console.log(new Error('first\nsecond').stack);
console.log(String(new ValidationError('as text')), new Error('').stack.split('\n')[0]);
