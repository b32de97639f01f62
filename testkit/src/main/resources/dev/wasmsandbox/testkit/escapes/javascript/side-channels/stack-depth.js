// title: How deep it may recurse
// tries: to learn of the host's stack how full it is
// ends: completed

let depth = 0;
const dive = () => { depth++; dive(); };
const depths = [];
for (let i = 0; i < 3; i++) {
  depth = 0;
  try { dive(); } catch { depths.push(depth); }
}
// The depth is the guest's own: the same each time.
if (depths[1] !== depths[2]) console.log('ESCAPED', depths);
