const ok = 1;
const text = "not closed;
