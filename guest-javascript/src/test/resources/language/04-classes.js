// Classes: fields, private members, static blocks, accessors, inheritance, mixins

test('fields, methods and the order in which they are made', () => {
  class P {
    a = 1;
    b = this.a + 1;
    static made = 0;
    constructor() {
      P.made++;
    }
    sum() {
      return this.a + this.b;
    }
  }
  same(new P().sum(), 3);
  same(P.made, 1);
  equal(Object.keys(new P()), ['a', 'b']);
});

test('private fields, methods and accessors', () => {
  class Account {
    #balance = 0;
    #check(n) {
      if (n < 0) throw new RangeError('negative');
    }
    get #double() {
      return this.#balance * 2;
    }
    deposit(n) {
      this.#check(n);
      this.#balance += n;
      return this.#double;
    }
    static isAccount(o) {
      return #balance in o;
    }
  }
  const a = new Account();
  same(a.deposit(5), 10);
  throws(() => a.deposit(-1), RangeError);
  equal([Account.isAccount(a), Account.isAccount({}), Object.keys(a)], [true, false, []]);
  throws(() => Account.prototype.deposit.call({}, 1), TypeError);
});

test('static blocks and private static members', () => {
  class C {
    static #secret = 1;
    static shown;
    static {
      this.shown = C.#secret + 1;
    }
    static #hidden() {
      return 3;
    }
    static call() {
      return this.#hidden();
    }
  }
  equal([C.shown, C.call()], [2, 3]);
});

test('inheritance, super and overriding', () => {
  class A {
    static make() {
      return new this();
    }
    who() {
      return 'A';
    }
  }
  class B extends A {
    who() {
      return super.who() + 'B';
    }
    get [Symbol.toStringTag]() {
      return 'B!';
    }
  }
  const b = B.make();
  equal([b.who(), b instanceof A, String(b), B.name], ['AB', true, '[object B!]', 'B']);
});

test('this is not there before super', () => {
  class A {}
  class B extends A {
    constructor() {
      this.x = 1;
      super();
    }
  }
  throws(() => new B(), ReferenceError);
});

test('built-in classes can be extended', () => {
  class Stack extends Array {
    top() {
      return this.at(-1);
    }
  }
  const s = Stack.from([1, 2, 3]);
  equal([s.top(), s.map((x) => x * 2) instanceof Stack, s.length], [3, true, 3]);
  class DefaultMap extends Map {
    get(k) {
      return super.get(k) ?? 'none';
    }
  }
  same(new DefaultMap([['a', 1]]).get('b'), 'none');
});

test('class expressions, computed members and mixins', () => {
  const Named = (Base) => class extends Base { name_() { return this.constructor.name; } };
  const C = class Inner extends Named(Object) { ['m' + 1]() { return Inner === C; } };
  equal([new C().m1(), new C().name_()], [true, 'Inner']);
});

test('accessors, static accessors and generators in classes', () => {
  class T {
    #c = 0;
    get f() {
      return this.#c * 1.8 + 32;
    }
    set f(v) {
      this.#c = (v - 32) / 1.8;
    }
    *[Symbol.iterator]() {
      yield this.#c;
    }
    static async *stream() {
      yield 1;
    }
  }
  const t = new T();
  t.f = 212;
  equal([...t], [100]);
  same(typeof T.stream, 'function');
});

test('classes cannot be called and are strict', () => {
  class C {
    m() {
      return this;
    }
  }
  throws(() => C(), TypeError);
  const { m } = new C();
  same(m(), undefined);
});

test('Symbol.species and constructors that return objects', () => {
  class My extends Array {
    static get [Symbol.species]() {
      return Array;
    }
  }
  ok(!(new My(1, 2).map((x) => x) instanceof My));
  class Other {
    constructor() {
      return { replaced: true };
    }
  }
  same(new Other().replaced, true);
});
