// Data structures: trees, heaps, graphs, linked lists, iterators and generators.
class Heap {
    constructor(before) { this.items = []; this.before = before; }
    get size() { return this.items.length; }
    push(item) {
        const items = this.items;
        let i = items.push(item) - 1;
        while (i > 0) {
            const parent = (i - 1) >> 1;
            if (!this.before(items[i], items[parent])) break;
            [items[i], items[parent]] = [items[parent], items[i]];
            i = parent;
        }
    }
    pop() {
        const items = this.items;
        const top = items[0];
        const last = items.pop();
        if (items.length > 0) {
            items[0] = last;
            for (let i = 0; ;) {
                let least = i;
                for (const child of [2 * i + 1, 2 * i + 2]) if (child < items.length && this.before(items[child], items[least])) least = child;
                if (least === i) break;
                [items[i], items[least]] = [items[least], items[i]];
                i = least;
            }
        }
        return top;
    }
}
class Tree {
    root = null;
    insert(key, value) {
        const node = { key, value, left: null, right: null };
        if (this.root === null) { this.root = node; return; }
        let at = this.root;
        while (true) {
            if (key === at.key) { at.value = value; return; }
            const side = key < at.key ? "left" : "right";
            if (at[side] === null) { at[side] = node; return; }
            at = at[side];
        }
    }
    *[Symbol.iterator]() { yield* Tree.walk(this.root); }
    static *walk(node) {
        if (node === null) return;
        yield* Tree.walk(node.left);
        yield [node.key, node.value];
        yield* Tree.walk(node.right);
    }
    depth(node = this.root) { return node === null ? 0 : 1 + Math.max(this.depth(node.left), this.depth(node.right)); }
}
function graph(n) {
    const edges = new Map();
    for (let i = 0; i < n; i++) edges.set(i, [[(i * 7 + 1) % n, 1 + (i % 9)], [(i * 3 + 2) % n, 2 + (i % 5)], [(i + 1) % n, 11]]);
    return edges;
}
function shortest(edges, from) {
    const distance = new Map([[from, 0]]);
    const queue = new Heap((a, b) => a[0] < b[0]);
    queue.push([0, from]);
    while (queue.size) {
        const [d, at] = queue.pop();
        if (d > (distance.get(at) ?? Infinity)) continue;
        for (const [to, weight] of edges.get(at)) {
            const sum = d + weight;
            if (sum < (distance.get(to) ?? Infinity)) { distance.set(to, sum); queue.push([sum, to]); }
        }
    }
    return Math.max(...distance.values());
}
function* take(source, n) { for (const x of source) { if (n-- <= 0) return; yield x; } }
function* naturals() { for (let n = 0; ; n++) yield n; }
const tree = new Tree();
for (let i = 0, k = 17; i < 6000; i++, k = (k * 48271) % 2147483647) tree.insert(k % 5000, "v" + i);
let shown = 0;
for (const [key, value] of tree) if (value.endsWith("7")) shown += key;
const grid = Array.from({ length: 60 }, (_, y) => Array.from({ length: 60 }, (_, x) => ((x * 7 + y * 13) % 5 === 0 ? "#" : ".")));
const seen = new Set(["0,1"]);
const queue = [[0, 1, 0]];
let far = 0;
while (queue.length) {
    const [x, y, d] = queue.shift();
    far = Math.max(far, d);
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        const key = `${x + dx},${y + dy}`;
        if (grid[y + dy]?.[x + dx] === "." && !seen.has(key)) { seen.add(key); queue.push([x + dx, y + dy, d + 1]); }
    }
}
let list = null;
for (let i = 0; i < 20000; i++) list = { value: i, next: list };
let length = 0;
for (let at = list; at; at = at.next) length += at.value & 1;
const squares = [...take(naturals(), 8000)].filter(n => n % 3).map(n => n * n);
console.log(shown, tree.depth(), shortest(graph(1500), 0), seen.size, far, length, squares.at(-1));
