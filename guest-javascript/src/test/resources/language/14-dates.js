// Date: parsing, parts, arithmetic, formats; the time zone is UTC

test('parsing of ISO 8601', () => {
  equal(['2024-02-29', '2024-02-29T12:30:00Z', '2024-02-29T12:30:00.5+02:00'].map((s) => new Date(s).toISOString()), ['2024-02-29T00:00:00.000Z', '2024-02-29T12:30:00.000Z', '2024-02-29T10:30:00.500Z']);
  ok(Number.isNaN(new Date('no date').getTime()));
});

test('local time is UTC', () => {
  const d = new Date(2024, 0, 31, 10, 5);
  equal([d.toISOString(), d.getTimezoneOffset(), d.getHours(), d.getUTCHours()], ['2024-01-31T10:05:00.000Z', 0, 10, 10]);
});

test('arithmetic goes over months and years', () => {
  const d = new Date('2024-01-31');
  d.setMonth(1);
  same(d.toISOString().slice(0, 10), '2024-03-02');
  same((new Date('2024-03-01') - new Date('2024-02-28')) / 86400000, 2);
  same(new Date(2024, 2, 0).getDate(), 29);
});

test('parts and days of the week', () => {
  const d = new Date('2024-12-25T08:09:10.011Z');
  equal([d.getFullYear(), d.getMonth(), d.getDate(), d.getDay(), d.getMinutes(), d.getMilliseconds()], [2024, 11, 25, 3, 9, 11]);
});

test('formats', () => {
  const d = new Date(0);
  equal([d.toISOString(), d.toJSON(), d.toDateString(), d.toUTCString(), String(d).slice(0, 24)], ['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z', 'Thu Jan 01 1970', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Thu Jan 01 1970 00:00:00']);
  throws(() => new Date(NaN).toISOString(), RangeError);
});

test('Date.UTC, limits and comparisons', () => {
  equal([Date.UTC(2000, 0), new Date(8.64e15 + 1).getTime(), new Date(1) < new Date(2), typeof Date.now()], [946684800000, NaN, true, 'number']);
});
