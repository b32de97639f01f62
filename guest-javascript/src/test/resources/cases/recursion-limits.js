function attempt(name, action) {
  try {
    action();
    console.log(name, 'ended');
  } catch (error) {
    console.log(name, error instanceof RangeError || error instanceof SyntaxError ? 'was stopped' : error);
  }
}

const deep = 100000;
const nested = (start, end = '') => start.repeat(deep) + end.repeat(deep);
let list = [];
let chain = {};
let proxy = {};
for (let i = 0; i < deep; i++) {
  list = [list];
  chain = { chain };
  proxy = new Proxy(proxy, {});
}

attempt('function', function again() { again(); });
attempt('method', () => { const o = { get x() { return this.x; } }; o.x; });
attempt('callback', function again() { [1].map(again); });
attempt('sort', function again() { [2, 1].sort(again); });
attempt('replace', function again() { 'a'.replace(/a/, again); });
attempt('toString', () => { const o = { toString: () => `${o}` }; `${o}`; });
attempt('constructor', () => { class A { constructor() { new A(); } } new A(); });
attempt('generator', () => { function* again() { yield* again(); } [...again()]; });
attempt('proxy', () => { const p = new Proxy({}, { get: (_, key, self) => self[key] }); p.x; });
attempt('proxies', () => 'x' in proxy);
attempt('keys of proxies', () => Object.keys(proxy));
attempt('JSON.parse', () => JSON.parse(nested('[')));
attempt('JSON.parse of objects', () => JSON.parse(nested('{"a":')));
attempt('JSON.stringify', () => JSON.stringify(chain));
attempt('String', () => String(list));
attempt('flat', () => list.flat(Infinity));
attempt('structuredClone', () => structuredClone(chain));
attempt('iterator helpers', () => { let it = [1].values(); for (let i = 0; i < deep; i++) it = it.map((x) => x); it.next(); });
attempt('regular expression', () => new RegExp(nested('(?:', ')')));
attempt('parentheses', () => eval(nested('(', ')')));
attempt('brackets', () => eval(nested('[', ']')));
attempt('blocks', () => eval(nested('{', '}')));
attempt('functions', () => eval(nested('(function(){', '})')));
attempt('operators', () => eval(nested('!') + '1'));
attempt('conditions', () => eval(nested('1 ? 1 : ') + '1'));
attempt('templates', () => eval(nested('`${', '}`')));
attempt('eval', function again() { globalThis.again = again; eval('again()'); });
attempt('promise chain', () => { let p = Promise.resolve(); for (let i = 0; i < deep; i++) p = p.then(() => {}); });
console.log(list);
