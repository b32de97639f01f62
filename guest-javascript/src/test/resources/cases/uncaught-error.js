function outer(value) {
  return inner(value);
}

function inner(value) {
	throw new Error(`cannot handle ${value}`);
}

console.log('before');
outer(42);
console.log('after');
