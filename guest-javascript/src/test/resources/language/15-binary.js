// Binary data: typed arrays, ArrayBuffer, DataView, text encodings

test('typed arrays wrap, clamp and convert', () => {
  equal([new Uint8Array([256, -1])[0], new Uint8ClampedArray([300, -5])[0], new Int8Array([200])[0], new Float32Array([0.1])[0] !== 0.1], [0, 255, -56, true]);
  equal([...new BigInt64Array([1n, -1n])], [1n, -1n]);
  equal([...new Float16Array([1.5, 65504])], [1.5, 65504]);
});

test('views share their buffer', () => {
  const buffer = new ArrayBuffer(8);
  const bytes = new Uint8Array(buffer, 2, 4);
  bytes[0] = 7;
  equal([new Uint8Array(buffer)[2], bytes.byteOffset, bytes.subarray(1).byteOffset, bytes.slice(0, 1).buffer === buffer], [7, 2, 3, false]);
});

test('DataView reads and writes either order of bytes', () => {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint16(0, 0x1234);
  view.setFloat32(4, 1.5, true);
  equal([view.getUint8(0), view.getUint16(0, true), view.getFloat32(4, true)], [0x12, 0x3412, 1.5]);
  throws(() => view.getInt32(6), RangeError);
});

test('typed arrays have the methods of arrays', () => {
  const a = Uint8Array.from([3, 1, 2]);
  equal([[...a.toSorted()], [...a.map((x) => x * 2)], a.at(-1), a.findLast((x) => x > 1), [...a.with(0, 9)], a.join()], [[1, 2, 3], [6, 2, 4], 2, 2, [9, 1, 2], '3,1,2']);
});

test('buffers are resized and transferred', () => {
  const buffer = new ArrayBuffer(2, { maxByteLength: 8 });
  buffer.resize(4);
  same(buffer.byteLength, 4);
  const moved = buffer.transfer();
  equal([moved.byteLength, buffer.detached, buffer.byteLength], [4, true, 0]);
});

test('TextEncoder and TextDecoder', () => {
  equal([...new TextEncoder().encode('€')], [226, 130, 172]);
  equal([new TextDecoder().decode(new Uint8Array([226, 130, 172])), new TextDecoder().decode(new Uint8Array([255]))], ['€', '\ufffd']);
  throws(() => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255])), TypeError);
});

test('text in parts, and the byte order mark', () => {
  const decoder = new TextDecoder();
  equal([decoder.decode(new Uint8Array([0xe2, 0x82]), { stream: true }), decoder.decode(new Uint8Array([0xac]))], ['', '€']);
  same(new TextDecoder().decode(new Uint8Array([0xef, 0xbb, 0xbf, 65])), 'A');
});

test('hex and base64 of bytes', () => {
  equal([new Uint8Array([255, 1]).toHex(), [...Uint8Array.fromHex('ff01')], new Uint8Array([72, 105]).toBase64(), [...Uint8Array.fromBase64('SGk=')]], ['ff01', [255, 1], 'SGk=', [72, 105]]);
});
