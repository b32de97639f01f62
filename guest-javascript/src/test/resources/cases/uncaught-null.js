const e = new Error('made but not thrown');

throw null;
