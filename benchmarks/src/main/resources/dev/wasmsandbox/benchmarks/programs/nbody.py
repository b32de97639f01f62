# Planets under gravity: arithmetic on floats.
import math


def step(bodies, dt):
    for i, a in enumerate(bodies):
        for b in bodies[i + 1 :]:
            dx, dy, dz = a[0] - b[0], a[1] - b[1], a[2] - b[2]
            force = dt / (dx * dx + dy * dy + dz * dz) ** 1.5
            for axis, d in ((3, dx), (4, dy), (5, dz)):
                a[axis] -= d * b[6] * force
                b[axis] += d * a[6] * force
    for body in bodies:
        for axis in range(3):
            body[axis] += dt * body[axis + 3]


bodies = [
    [math.cos(i) * (i + 1), math.sin(i) * (i + 1), 0.1 * i, -math.sin(i), math.cos(i), 0.0, 1.0 / (1 + i * i)]
    for i in range(5)
]
for _ in range(3000):
    step(bodies, 0.001)
print(f"{sum(sum(body) for body in bodies):.9f}")
