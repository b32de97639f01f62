// title: Serialized bytecode
// tries: to have the engine load bytecode that it did not compile
// ends: completed

for (const name of ['bjson', 'qjs:bjson']) {
  try {
    const bjson = await import(name);
    for (let i = 0; i < 256; i++) bjson.read(new Uint8Array([i, 255, 255, 255, 255, 0, 0]).buffer, 0, 7, 3);
    console.log('ESCAPED', name);
  } catch (error) {
    console.log(error.name);
  }
}
for (const name of ['evalBytecode', 'readObject', 'writeObject', 'evalBinary', 'loadBinary']) console.log(name, typeof std[name], typeof os[name]);
