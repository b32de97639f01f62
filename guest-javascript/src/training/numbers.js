// Arithmetic: integers, floating point, bits, arrays of numbers, typed arrays, big integers.
function primes(limit) {
    const composite = new Uint8Array(limit + 1);
    const found = [];
    for (let i = 2; i <= limit; i++) {
        if (composite[i]) continue;
        found.push(i);
        for (let j = i * i; j <= limit; j += i) composite[j] = 1;
    }
    return found;
}
const gcd = (a, b) => (b === 0 ? a : gcd(b, a % b));
function multiply(a, b) {
    const n = a.length;
    const c = [];
    for (let i = 0; i < n; i++) {
        const row = [];
        for (let j = 0; j < n; j++) {
            let sum = 0;
            for (let k = 0; k < n; k++) sum += a[i][k] * b[k][j];
            row.push(sum);
        }
        c.push(row);
    }
    return c;
}
function mandelbrot(size, limit) {
    let inside = 0;
    for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
            const cr = (3 * x) / size - 2;
            const ci = (2 * y) / size - 1;
            let zr = 0, zi = 0, n = 0;
            while (n < limit && zr * zr + zi * zi < 4) {
                [zr, zi] = [zr * zr - zi * zi + cr, 2 * zr * zi + ci];
                n++;
            }
            if (n === limit) inside++;
        }
    }
    return inside;
}
function crc32(bytes) {
    let crc = -1;
    for (const byte of bytes) {
        crc ^= byte;
        for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    }
    return ~crc >>> 0;
}
function simpson(f, a, b, n) {
    const h = (b - a) / n;
    let sum = f(a) + f(b);
    for (let i = 1; i < n; i++) sum += f(a + i * h) * (i % 2 ? 4 : 2);
    return (sum * h) / 3;
}
let collatz = 0;
for (let n = 1; n < 6000; n++) for (let m = n; m !== 1; m = m % 2 === 0 ? m / 2 : 3 * m + 1) collatz++;
let common = 0;
for (let a = 1; a < 160; a++) for (let b = 1; b < 160; b++) if (gcd(a, b) === 1) common++;
const matrix = Array.from({ length: 50 }, (_, i) => Array.from({ length: 50 }, (_, j) => (i * j) % 7));
const product = multiply(matrix, multiply(matrix, matrix));
const digits = ((n) => { let f = 1n; for (let i = 2n; i <= n; i++) f *= i; return f.toString().length; })(300n);
const values = Array.from({ length: 5000 }, (_, i) => Math.sin(i) * 100);
const mean = values.reduce((a, b) => a + b) / values.length;
const deviation = Math.sqrt(values.map(v => (v - mean) ** 2).reduce((a, b) => a + b) / values.length);
console.log(primes(200000).length, collatz, common, product[7][9], mandelbrot(60, 60), crc32(Uint8Array.from("model".repeat(2000), c => c.charCodeAt(0))), simpson(x => Math.exp(-x * x), 0, 3, 20000).toFixed(9), digits, deviation.toFixed(6), [...values].sort((a, b) => a - b)[100].toFixed(4));
