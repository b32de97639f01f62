std.writeFile('broken.js', 'export const a = 1;\nexport function fail() {\n  return undefined.x;\n}\n');
const { fail } = await import('./broken.js');
fail();
