# title: Strings that fall into one slot, found with the known seed
# tries: to use that the hash seed of the image is known
# ends: completed | limit out_of_fuel
# policy: fuel=1000000000

chosen = []
i = 0
while len(chosen) < 300:
    text = f"key{i}"
    if hash(text) & 0x3ff == 0:
        chosen.append(text)
    i += 1
table = dict.fromkeys(chosen)
for _ in range(1000):
    for key in chosen[:20]:
        table[key]
