"""Text: splitting, scanning by characters, regular expressions, building, formatting."""

import re
import string
import textwrap
from collections import Counter

sentence = "The quick brown fox, aged 12, jumps over the lazy dog's 3 friends; mail fox@example.com or call 555-0199 by 2024-05-17.\n"
text = "".join(sentence.replace("fox", f"fox{i % 17}") for i in range(200))


def tokens(source):
    i = 0
    while i < len(source):
        c = source[i]
        if c.isspace():
            i += 1
        elif c.isalpha():
            start = i
            while i < len(source) and (source[i].isalnum() or source[i] == "'"):
                i += 1
            yield "word", source[start:i]
        elif "0" <= c <= "9":
            value = 0
            while i < len(source) and source[i].isdigit():
                value = value * 10 + ord(source[i]) - ord("0")
                i += 1
            yield "number", value
        else:
            yield "mark", c
            i += 1


kinds = Counter(kind for kind, _ in tokens(text))
counts = {}
for _ in range(4):
    for word in text.lower().split():
        word = word.strip(string.punctuation)
        if word:
            counts[word] = counts.get(word, 0) + 1
dates = [tuple(map(int, m.groups())) for m in re.finditer(r"(\d{4})-(\d\d)-(\d\d)", text)]
mails = re.findall(r"[\w.]+@[\w.]+\.\w+", text)
hidden = re.sub(r"\b(\d{3})-(\d{4})\b", lambda m: m.group(1) + "-" + "x" * len(m.group(2)), text)
title = "\n".join(" ".join(w.capitalize() for w in line.split(" ")) for line in text.splitlines())
html = ""
for line in text.split("\n"):
    html += "<p>" + line.strip().replace("'", "&#39;") + "</p>"
    if "fox3" in line and line.startswith("The") and not line.endswith("?"):
        html += "<hr>"
palindromes = sum(1 for n in range(15000) if str(n) == str(n)[::-1])


def caesar(s, shift=13):
    out = []
    for c in s:
        if c in string.ascii_lowercase:
            out.append(chr((ord(c) - 97 + shift) % 26 + 97))
        else:
            out.append(c)
    return "".join(out)


hash = 0
for c in html:
    hash = (hash * 31 + ord(c)) & 0xFFFFFFFF
pattern = re.compile(r"^(?P<key>\w+)\s*[:=]\s*(?P<value>.*?)\s*(?:#.*)?$", re.M)
config = {m["key"]: m["value"] for _ in range(20) for m in pattern.finditer("name: x\nsize = 12 # big\n\nlist: a, b, c\n" * 10)}
table = "\n".join(f"{w:>12}|{n:^8d}|{n / len(counts):8.3f}|{n:#06x}" for w, n in sorted(counts.items()))
wrapped = textwrap.fill(text[:3000], 60)
data = text.encode("utf-8")
vowels = sum(data.count(v) for v in b"aeiou")
translated = text.translate(str.maketrans("abc", "xyz"))
print(kinds, len(counts), len(dates), len(mails), len(hidden), len(title), palindromes, hash, len(caesar(text)), config, len(table), len(wrapped), vowels, translated.count("x"))
