# Searching a log with regular expressions.
import re

log = "\n".join(f"2026-01-{i % 28 + 1:02d} 12:{i % 60:02d} user{i % 97}@example.org GET /page/{i}?q={i * 7}" for i in range(2500))
pattern = re.compile(r"(\d{4})-(\d\d)-(\d\d) .*?(\w+)@([\w.]+) (GET|PUT) (/\S*)")
for _ in range(3):
    found = pattern.findall(log)
print(len(found), len(re.sub(r"[aeiou]\w", "*", log)))
