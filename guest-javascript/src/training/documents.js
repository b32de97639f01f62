// JSON and tables: parsing, changing and writing nested data.
const people = Array.from({ length: 400 }, (_, i) => ({
    id: i, name: `Person ${i}`, active: i % 3 === 0, score: i / 7, tags: ["a", "b", "c"].slice(i % 3), address: { city: ["Rome", "Oslo", "Lima"][i % 3], zip: String(10000 + i), note: i % 5 ? null : 'say "hi"\n\u00e9' },
}));
let bytes = 0;
for (let round = 0; round < 12; round++) {
    const text = JSON.stringify(people, null, round % 2 ? 2 : 0);
    const back = JSON.parse(text, (key, value) => (key === "zip" ? Number(value) : value));
    bytes += text.length + back.reduce((sum, p) => sum + p.address.zip, 0);
}
function clone(value) {
    if (Array.isArray(value)) return value.map(clone);
    if (value !== null && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, clone(v)]));
    return value;
}
function same(a, b) {
    if (a === b) return true;
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every(k => k in b && same(a[k], b[k]));
}
function parseCsv(text) {
    const rows = [];
    let row = [], cell = "", quoted = false;
    for (let i = 0; i < text.length; i++) {
        const c = text[i];
        if (quoted) {
            if (c === '"' && text[i + 1] === '"') { cell += '"'; i++; }
            else if (c === '"') quoted = false;
            else cell += c;
        } else if (c === '"') quoted = true;
        else if (c === ",") { row.push(cell); cell = ""; }
        else if (c === "\n") { row.push(cell); rows.push(row); row = []; cell = ""; }
        else cell += c;
    }
    return rows;
}
const csv = people.map(p => [p.id, `"${p.name}, esq."`, p.score.toFixed(3), p.address.city].join(",")).join("\n") + "\n";
const [first, ...rows] = parseCsv(csv.repeat(4));
const groups = rows.reduce((all, [id, name, score, city]) => {
    const g = (all[city] ??= { count: 0, total: 0 });
    g.count += 1;
    g.total += parseFloat(score) + parseInt(id, 10);
    return { ...all, [city]: g };
}, {});
const copy = clone(people);
const { id, ...rest } = copy[3];
const sorted = [...people].sort((a, b) => a.address.city.localeCompare(b.address.city) || b.score - a.score);
let failures = 0;
for (const bad of ["{", "[1,]", '{"a":}', "nul", ""]) {
    for (let i = 0; i < 60; i++) {
        try { JSON.parse(bad); } catch (e) { if (e.name === "SyntaxError" && e.message) failures++; } finally { bytes++; }
    }
}
console.log(bytes, same(copy, people), first.length, rows.length, groups.Oslo.count, Object.keys(rest).length, sorted[0].name, failures, clone(people[5]).name);
