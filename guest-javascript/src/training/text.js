// Text: splitting, scanning by characters, regular expressions, building.
const sentence = "The quick brown fox, aged 12, jumps over the lazy dog's 3 friends; mail fox@example.com or call 555-0199 by 2024-05-17.\n";
const text = Array.from({ length: 220 }, (_, i) => sentence.replace("fox", "fox" + (i % 17))).join("");
function tokens(source) {
    const found = [];
    let i = 0;
    while (i < source.length) {
        const c = source[i];
        if (c === " " || c === "\n") {
            i++;
        } else if ((c >= "a" && c <= "z") || (c >= "A" && c <= "Z")) {
            let start = i;
            while (i < source.length && /[A-Za-z']/.test(source[i])) i++;
            found.push({ kind: "word", value: source.slice(start, i) });
        } else if (c >= "0" && c <= "9") {
            let value = 0;
            for (; source.charCodeAt(i) >= 48 && source.charCodeAt(i) <= 57; i++) value = value * 10 + source.charCodeAt(i) - 48;
            found.push({ kind: "number", value });
        } else {
            found.push({ kind: "mark", value: c });
            i++;
        }
    }
    return found;
}
const kinds = {};
for (const token of tokens(text)) kinds[token.kind] = (kinds[token.kind] || 0) + 1;
const counts = new Map();
for (let round = 0; round < 4; round++) {
    for (const word of text.toLowerCase().split(/\W+/)) if (word) counts.set(word, (counts.get(word) ?? 0) + 1);
}
const dates = [...text.matchAll(/(\d{4})-(\d\d)-(\d\d)/g)].map(([, y, m, d]) => new Date(Date.UTC(y, m - 1, d)).getUTCDay());
const mails = text.match(/[\w.]+@[\w.]+\.\w+/g);
const hidden = text.replace(/\b(\d{3})-(\d{4})\b/g, (_, a, b) => a + "-" + "x".repeat(b.length));
const title = text.split("\n").map(l => l.split(" ").map(w => w.charAt(0).toUpperCase() + w.substring(1)).join(" ")).join("\n");
let html = "";
for (const line of text.split("\n")) {
    html += "<p>" + line.trim().replaceAll("'", "&#39;").replace(/@/g, " at ") + "</p>";
    if (line.includes("fox3") && line.startsWith("The") && !line.endsWith("?")) html += "<hr>";
}
let palindromes = 0;
for (let n = 0; n < 20000; n++) {
    const s = String(n);
    if (s === [...s].reverse().join("")) palindromes++;
}
const caesar = s => [...s].map(c => (/[a-z]/.test(c) ? String.fromCharCode(((c.charCodeAt(0) - 84) % 26) + 97) : c)).join("");
let hash = 0;
for (let i = 0; i < html.length; i++) hash = (hash * 31 + html.charCodeAt(i)) | 0;
console.log(kinds, counts.size, dates.length, mails.length, hidden.length, title.length, palindromes, hash, caesar(text.slice(0, 4000)).length);
