// Planets under gravity: arithmetic on floats.
function step(bodies, dt) {
  for (let i = 0; i < bodies.length; i++) {
    const a = bodies[i];
    for (let j = i + 1; j < bodies.length; j++) {
      const b = bodies[j];
      const dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
      const force = dt / (dx * dx + dy * dy + dz * dz) ** 1.5;
      a.vx -= dx * b.mass * force; a.vy -= dy * b.mass * force; a.vz -= dz * b.mass * force;
      b.vx += dx * a.mass * force; b.vy += dy * a.mass * force; b.vz += dz * a.mass * force;
    }
  }
  for (const body of bodies) { body.x += dt * body.vx; body.y += dt * body.vy; body.z += dt * body.vz; }
}
const bodies = Array.from({ length: 5 }, (_, i) => ({
  x: Math.cos(i) * (i + 1), y: Math.sin(i) * (i + 1), z: 0.1 * i,
  vx: -Math.sin(i), vy: Math.cos(i), vz: 0, mass: 1 / (1 + i * i),
}));
for (let i = 0; i < 8000; i++) step(bodies, 0.001);
console.log(bodies.reduce((sum, body) => sum + body.x + body.y + body.vx, 0).toFixed(9));
