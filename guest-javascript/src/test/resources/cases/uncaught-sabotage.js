Array.prototype.map = null;
String.prototype.split = null;
throw new RangeError('still "reported"');
