# title: As many files as the policy allows, and more
# tries: to use up the host's files
# ends: completed
# policy: files=150

made = 0
try:
    for i in range(10_000):
        open(f"f{i}", "x").close()
        made += 1
except OSError as e:
    assert e.errno == 51, e
assert made < 150, made
