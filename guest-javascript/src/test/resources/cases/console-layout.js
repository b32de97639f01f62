console.log(Array.from({ length: 30 }, (_, i) => i * 7));
console.log(Array.from({ length: 27 }, (_, i) => `item${i}`));
console.log(['apple', 'banana', 'cherry', 'dragonfruit', 'elderberry', 'fig', 'grape', 'honeydew']);
console.log({ first: 'aaaaaaaaaaaaaaaaaaaaaaaaa', second: 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', third: 'cccccccccccccccc' });
console.log({
  users: [
    { id: 1, name: 'Alice', tags: ['a', 'b'], address: { city: 'X', geo: { lat: 1, lng: 2 } } },
    { id: 2, name: 'Bob', tags: [], address: null },
  ],
  total: 2,
});
console.log({ text: 'first line of the text\nsecond line of the text\nthird line, long enough to be split up' });
console.log(['x'.repeat(100)], 'y'.repeat(100));
