try {
  JSON.parse('{"a": }');
} catch (error) {
  throw new Error('the configuration is broken', { cause: error });
}
