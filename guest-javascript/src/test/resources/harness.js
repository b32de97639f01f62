// For the cases in language/ and helpers/: collects them, runs them when the file has been read, and reports each in a line.
globalThis.cases = [];

globalThis.test = (name, body) => {
  cases.push({ name, body });
};

// Something that programs look for and that is not there: the way round is shown in docs/javascript.md.
globalThis.absent = (name, instead, isAbsent) => {
  cases.push({ name, instead, body: () => ok(isAbsent(), `${name} is there`) });
};

globalThis.ok = (value, message = 'not true') => {
  if (!value) {
    throw new Error(message);
  }
};

globalThis.same = (actual, expected) => {
  if (!Object.is(actual, expected)) {
    throw new Error(`expected ${describe(expected)}, got ${describe(actual)}`);
  }
};

globalThis.equal = (actual, expected) => {
  const [a, b] = [describe(actual), describe(expected)];
  if (a !== b) {
    throw new Error(`expected ${b}, got ${a}`);
  }
};

globalThis.throws = (body, type, ...parts) => {
  try {
    body();
  } catch (error) {
    return checkError(error, type, parts);
  }
  throw new Error('nothing was thrown');
};

globalThis.rejects = async (promise, type, ...parts) => {
  try {
    await promise;
  } catch (error) {
    return checkError(error, type, parts);
  }
  throw new Error('nothing was thrown');
};

function checkError(error, type, parts) {
  if (type !== undefined && !(error instanceof type)) {
    throw new Error(`expected ${type.name}, got ${error}`);
  }
  for (const part of parts) {
    if (!String(error.message).includes(part)) {
      throw new Error(`expected "${part}" in "${error.message}"`);
    }
  }
  return error;
}

function describe(value, seen = []) {
  if (typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value === 'bigint') {
    return `${value}n`;
  }
  if (typeof value !== 'object' || value === null) {
    return Object.is(value, -0) ? '-0' : String(value);
  }
  if (seen.includes(value)) {
    return '(cycle)';
  }
  const inner = (item) => describe(item, [...seen, value]);
  if (Array.isArray(value)) {
    return `[${Array.from(value, inner)}]`;
  }
  if (value instanceof Map) {
    return `Map{${[...value].map(([key, item]) => `${inner(key)}=>${inner(item)}`)}}`;
  }
  if (value instanceof Set) {
    return `Set{${[...value].map(inner)}}`;
  }
  if (value instanceof Date || value instanceof RegExp || value instanceof Error) {
    return String(value);
  }
  if (ArrayBuffer.isView(value)) {
    return `${value.constructor.name}[${Array.from(value, inner)}]`;
  }
  return `{${Reflect.ownKeys(value).map((key) => `${String(key)}:${inner(value[key])}`)}}`;
}

setTimeout(async () => {
  const { parse, stringify } = JSON;
  for (const { name, instead, body } of cases) {
    let failure = null;
    try {
      await body();
    } catch (error) {
      failure = String(error?.stack ?? error);
    }
    std.out.puts(`${stringify({ name, instead, failure })}\n`);
  }
  std.out.flush();
}, 0);
