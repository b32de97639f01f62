// Formats of strings that JSON Schema names.

import { lazy } from './lazy.js';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;

const email = lazy(() => new RegExp('^[^\\s@"(),:;<>[\\\\\\]]+@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)*$', 'u'));

function isDate(text) {
  const found = DATE.exec(text);
  if (found === null) {
    return false;
  }
  const [year, month, day] = found.slice(1).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function isRegularExpression(text) {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}

/** Format => whether a string has it. */
export const FORMATS = {
  date: isDate,
  time: (text) => TIME.test(text),
  'date-time': (text) => /^.{10}[ t]/i.test(text) && isDate(text.slice(0, 10)) && TIME.test(text.slice(11)),
  email: (text) => email().test(text) && !/^\.|\.@|\.\./.test(text),
  uri: (text) => /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i.test(text),
  uuid: (text) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text),
  ipv4: (text) => /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/.test(text),
  regex: isRegularExpression,
};
