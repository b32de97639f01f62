# Counting words: strings and dictionaries.
seed, words = 42, []
for _ in range(60_000):
    seed = (seed * 1103515245 + 12345) % 2**31
    words.append(f"word{seed % 5000}")
counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1
best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:3]
print(best, len(" ".join(words).upper().split()))
