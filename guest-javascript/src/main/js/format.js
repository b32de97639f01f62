// The format specifiers of console.log and its like.
import { className } from 'internal:native';
import { inspect } from 'internal:inspect';
import { formatNumber } from 'internal:primitives';

// console.log(...values): format specifiers in a leading string, everything else separated by spaces.
export function format(...values) {
  const parts = [];
  let next = 0;
  if (values.length > 1 && typeof values[0] === 'string') {
    next = 1;
    parts.push(
      values[0].replace(/%[sdifjoOc%]/g, (specifier) => {
        if (specifier === '%%') {
          return '%';
        }
        return next < values.length ? formatSpecified(specifier[1], values[next++]) : specifier;
      }),
    );
  }
  for (; next < values.length; next++) {
    parts.push(typeof values[next] === 'string' ? values[next] : inspect(values[next]));
  }
  return parts.join(' ');
}

function formatSpecified(specifier, value) {
  switch (specifier) {
    case 's':
      return formatString(value);
    case 'd':
      return typeof value === 'bigint' ? `${value}n` : formatNumber(typeof value === 'symbol' ? NaN : Number(value));
    case 'i':
      return typeof value === 'bigint' ? `${value}n` : formatNumber(typeof value === 'symbol' ? NaN : parseInt(value));
    case 'f':
      return formatNumber(typeof value === 'symbol' ? NaN : parseFloat(value));
    case 'j':
      return formatJson(value);
    case 'o':
      return inspect(value, { depth: 4, showHidden: true });
    case 'O':
      return inspect(value, { depth: 4 });
    default:
      // %c takes a style, which has no meaning here.
      return '';
  }
}

function formatString(value) {
  switch (typeof value) {
    case 'bigint':
      return `${value}n`;
    case 'number':
      return formatNumber(value);
    case 'object':
      return value !== null && !printsItself(value) ? inspect(value, { depth: 0 }) : String(value);
    default:
      return String(value);
  }
}

// Whether toString was written by the program, or is one that says more than "[object Object]".
function printsItself(value) {
  const kind = className(value);
  return kind === 'Error' || kind === 'Date' || (kind === 'Object' && value.toString !== Object.prototype.toString);
}

function formatJson(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof TypeError && /circular/.test(error.message)) {
      return '[Circular]';
    }
    throw error;
  }
}
