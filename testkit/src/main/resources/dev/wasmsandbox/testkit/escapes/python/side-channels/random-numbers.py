# title: Random numbers that could be foreseen
# tries: to get the random numbers of another run
# ends: completed

import random, secrets, os, uuid, tempfile, hashlib

values = [os.urandom(16) for _ in range(50)] + [secrets.token_bytes(16) for _ in range(50)]
assert len(set(values)) == 100
assert random.random() != random.Random(0).random()
state = random.getstate()[1][:4]
assert any(state), state
print(uuid.uuid4().version, len(tempfile._get_candidate_names().__next__()))
