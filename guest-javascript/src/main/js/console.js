// console: log, info, debug, warn and error are written in C, the rest is here.
import { addLogFunctions, indent, now, writeLine } from 'internal:native';
import { format } from 'internal:format';
import { inspect } from 'internal:inspect';
import { displayWidth } from 'internal:layout';

const STDOUT = 1;
const STDERR = 2;
const GROUP_INDENTATION = 2;

const counts = new Map();
const timers = new Map();
let indentation = 0;

export const console = {};
addLogFunctions(console);

function setIndentation(columns) {
  indentation = columns;
  indent(columns);
}

function labelOf(label) {
  return label === undefined ? 'default' : `${label}`;
}

function elapsed(name, label) {
  const started = timers.get(label);
  if (started === undefined) {
    writeLine(STDERR, `Warning: No such label '${label}' for console.${name}()`);
    return undefined;
  }
  return formatDuration(now() - started);
}

function formatDuration(milliseconds) {
  if (milliseconds >= 1000) {
    const seconds = milliseconds / 1000;
    if (seconds >= 60) {
      const minutes = Math.floor(seconds / 60);
      return `${minutes}:${(seconds - minutes * 60).toFixed(3).padStart(6, '0')} (m:ss.mmm)`;
    }
    return `${seconds.toFixed(3)}s`;
  }
  return `${Number(milliseconds.toFixed(3))}ms`;
}

const methods = {
  assert(condition, ...values) {
    if (condition) {
      return;
    }
    if (typeof values[0] === 'string') {
      values[0] = `Assertion failed: ${values[0]}`;
      console.error(...values);
    } else {
      console.error(values.length === 0 ? 'Assertion failed' : 'Assertion failed:', ...values);
    }
  },

  clear() {},

  count(label) {
    label = labelOf(label);
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    writeLine(STDOUT, `${label}: ${count}`);
  },

  countReset(label) {
    label = labelOf(label);
    if (!counts.delete(label)) {
      writeLine(STDERR, `Warning: Count for '${label}' does not exist`);
    }
  },

  dir(value, options) {
    writeLine(STDOUT, inspect(value, options));
  },

  dirxml(...values) {
    console.log(...values);
  },

  group(...values) {
    if (values.length > 0) {
      console.log(...values);
    }
    setIndentation(indentation + GROUP_INDENTATION);
  },

  groupCollapsed(...values) {
    console.group(...values);
  },

  groupEnd() {
    setIndentation(Math.max(0, indentation - GROUP_INDENTATION));
  },

  table(data, columns) {
    if (typeof data !== 'object' || data === null) {
      console.log(data);
    } else {
      writeLine(STDOUT, renderTable(...tabulate(data, columns)));
    }
  },

  time(label) {
    label = labelOf(label);
    if (timers.has(label)) {
      writeLine(STDERR, `Warning: Label '${label}' already exists for console.time()`);
    } else {
      timers.set(label, now());
    }
  },

  timeEnd(label) {
    label = labelOf(label);
    const duration = elapsed('timeEnd', label);
    if (duration !== undefined) {
      timers.delete(label);
      writeLine(STDOUT, `${label}: ${duration}`);
    }
  },

  timeLog(label, ...values) {
    label = labelOf(label);
    const duration = elapsed('timeLog', label);
    if (duration !== undefined) {
      console.log(`${label}: ${duration}`.replaceAll('%', '%%'), ...values);
    }
  },

  trace(...values) {
    const error = { name: 'Trace', message: values.length === 0 ? '' : format(...values) };
    Error.captureStackTrace(error, console.trace);
    writeLine(STDERR, error.stack);
  },
};

for (const [name, method] of Object.entries(methods)) {
  console[name] = method;
}
Object.defineProperty(console, Symbol.toStringTag, { value: 'console', configurable: true });

// ---- table ----

const INDEX = '(index)';
const ITERATION = '(iteration index)';
const VALUES = 'Values';

function cell(value) {
  const isLarge = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 2;
  return inspect(value, { depth: isLarge ? -1 : 0, maxArrayLength: 3, breakLength: Infinity });
}

function rowsOf(data) {
  if (data instanceof Map) {
    return [ITERATION, [...data].map(([key, value], i) => [`${i}`, value, key])];
  }
  if (data instanceof Set) {
    return [ITERATION, [...data].map((value, i) => [`${i}`, value])];
  }
  return [INDEX, Object.keys(data).map((key) => [key, data[key]])];
}

// Any collection => [names of the columns, rows of cells].
function tabulate(data, only) {
  const [indexName, rows] = rowsOf(data);
  const isMap = data instanceof Map;
  const columns = only === undefined ? [] : [...only];
  let hasValues = false;
  if (!isMap) {
    for (const [, row] of rows) {
      if (typeof row !== 'object' || row === null) {
        hasValues = true;
      } else if (only === undefined) {
        columns.push(...Object.keys(row).filter((key) => !columns.includes(key)));
      }
    }
  }
  const head = [indexName, ...(isMap ? ['Key', VALUES] : columns), ...(hasValues ? [VALUES] : [])];
  const body = rows.map(([index, row, key]) => {
    if (isMap) {
      return [index, cell(key), cell(row)];
    }
    const isObject = typeof row === 'object' && row !== null;
    const cells = columns.map((column) => (isObject && Object.hasOwn(row, column) ? cell(row[column]) : ''));
    return [index, ...cells, ...(hasValues ? [isObject ? '' : cell(row)] : [])];
  });
  return [head, body];
}

function renderTable(head, body) {
  const widths = head.map((_, i) => Math.max(...[head, ...body].map((row) => displayWidth(row[i]))) + 2);
  const rule = (left, middle, right) => left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const line = (row) =>
    `│${row.map((text, i) => ` ${text}${' '.repeat(widths[i] - displayWidth(text) - 1)}`).join('│')}│`;
  return [
    rule('┌', '┬', '┐'),
    line(head),
    rule('├', '┼', '┤'),
    ...body.map(line),
    rule('└', '┴', '┘'),
  ].join('\n');
}
