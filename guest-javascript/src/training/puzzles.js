// Search, recursion, dynamic programming, closures and a small interpreter.
function queens(n) {
    const columns = new Set(), up = new Set(), down = new Set();
    let found = 0;
    (function place(row) {
        if (row === n) { found++; return; }
        for (let c = 0; c < n; c++) {
            if (columns.has(c) || up.has(row + c) || down.has(row - c)) continue;
            columns.add(c); up.add(row + c); down.add(row - c);
            place(row + 1);
            columns.delete(c); up.delete(row + c); down.delete(row - c);
        }
    })(0);
    return found;
}
function distance(a, b) {
    let before = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
        const row = [i];
        for (let j = 1; j <= b.length; j++) row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        before = row;
    }
    return before[b.length];
}
function memoize(f) {
    const known = new Map();
    return (...args) => {
        const key = args.join();
        if (!known.has(key)) known.set(key, f(...args));
        return known.get(key);
    };
}
const paths = memoize((x, y) => (x === 0 || y === 0 ? 1 : paths(x - 1, y) + paths(x, y - 1)));
const fibonacci = n => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2));
function permutations(items) {
    if (items.length < 2) return [items];
    return items.flatMap((x, i) => permutations([...items.slice(0, i), ...items.slice(i + 1)]).map(rest => [x, ...rest]));
}
class Parser {
    constructor(text) { this.text = text; this.at = 0; }
    peek() { while (this.text[this.at] === " ") this.at++; return this.text[this.at]; }
    expression() {
        let left = this.term();
        for (let op = this.peek(); op === "+" || op === "-"; op = this.peek()) { this.at++; left = { op, left, right: this.term() }; }
        return left;
    }
    term() {
        let left = this.factor();
        for (let op = this.peek(); op === "*" || op === "/"; op = this.peek()) { this.at++; left = { op, left, right: this.factor() }; }
        return left;
    }
    factor() {
        const c = this.peek();
        if (c === "(") { this.at++; const inside = this.expression(); if (this.peek() !== ")") throw new SyntaxError("no )"); this.at++; return inside; }
        const start = this.at;
        while (this.at < this.text.length && /[\w.]/.test(this.text[this.at])) this.at++;
        if (start === this.at) throw new SyntaxError(`unexpected ${c} at ${this.at}`);
        const word = this.text.slice(start, this.at);
        return /^\d/.test(word) ? { op: "number", value: Number(word) } : { op: "name", name: word };
    }
}
function value(node, scope) {
    switch (node.op) {
        case "number": return node.value;
        case "name": if (!(node.name in scope)) throw new ReferenceError(node.name); return scope[node.name];
        case "+": return value(node.left, scope) + value(node.right, scope);
        case "-": return value(node.left, scope) - value(node.right, scope);
        case "*": return value(node.left, scope) * value(node.right, scope);
        case "/": return value(node.left, scope) / value(node.right, scope);
        default: throw new Error("operator " + node.op);
    }
}
let sum = 0, errors = 0;
for (let i = 0; i < 300; i++) {
    for (const source of ["(1 + x) * (y - 3) / 2", "x * x * x - 7 * y + 12.5", "a + 1", "((x)", "2 * (3 + 4 * (x - 1))"]) {
        try { sum += value(new Parser(source).expression(), { x: i, y: i / 2 }); } catch (e) { errors += e instanceof SyntaxError ? 1 : 2; }
    }
}
const world = Array.from({ length: 40 }, (_, y) => Array.from({ length: 40 }, (_, x) => ((x * y + x) % 3 === 0 ? 1 : 0)));
let now = world;
for (let step = 0; step < 8; step++) {
    now = now.map((row, y) => row.map((cell, x) => {
        let n = 0;
        for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if (dx || dy) n += now[(y + dy + 40) % 40][(x + dx + 40) % 40];
        return n === 3 || (cell && n === 2) ? 1 : 0;
    }));
}
const compose = (...fs) => x => fs.reduceRight((v, f) => f(v), x);
const counter = () => { let n = 0; return { up: () => ++n, get value() { return n; } }; };
const c = counter();
const f = compose(x => x + 1, x => x * 2, x => (c.up(), x - 3));
for (let i = 0; i < 15000; i++) f(i);
console.log(queens(7), distance("kitten sitting on the mat".repeat(4), "sitting kitten at the mall".repeat(4)), paths(16, 16), fibonacci(21), permutations([1, 2, 3, 4, 5, 6]).length, sum.toFixed(2), errors, now.flat().reduce((a, b) => a + b), c.value);
