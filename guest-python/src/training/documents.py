"""JSON, tables and dates: parsing, changing and writing nested data; exceptions."""

import copy
import json
from datetime import date, datetime, timedelta
from operator import itemgetter
from pathlib import PurePosixPath

people = [
    {"id": i, "name": f"Person {i}", "active": i % 3 == 0, "score": i / 7, "tags": ["a", "b", "c"][i % 3 :],
     "address": {"city": ["Rome", "Oslo", "Lima"][i % 3], "zip": str(10000 + i), "note": None if i % 5 else 'say "hi"\n\u00e9'}}
    for i in range(300)
]
size = 0
for round in range(10):
    text = json.dumps(people, indent=2 if round % 2 else None, sort_keys=round % 3 == 0)
    back = json.loads(text)
    size += len(text) + sum(int(p["address"]["zip"]) for p in back)


def flatten(value, prefix=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flatten(inner, f"{prefix}.{key}" if prefix else key)
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield from flatten(inner, f"{prefix}[{index}]")
    else:
        yield prefix, value


flat = dict(flatten(people[:150]))
twin = copy.deepcopy(people[:60])


def cell(value):
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n') else text


def rows(text):
    row, chars, quoted = [], [], False
    for c in text:
        if quoted:
            if c == '"':
                quoted = False
            else:
                chars.append(c)
        elif c == '"':
            quoted = True
        elif c in ",\n":
            row.append("".join(chars))
            chars.clear()
            if c == "\n":
                yield row
                row = []
        else:
            chars.append(c)


table = "id,name,score,city\n"
for p in people:
    table += ",".join(map(cell, (p["id"], p["name"] + ", esq.", f"{p['score']:.3f}", p["address"]["city"]))) + "\n"
groups = {}
for _ in range(3):
    header, *records = rows(table)
    for record in records:
        row = dict(zip(header, record))
        group = groups.setdefault(row["city"], {"count": 0, "total": 0.0})
        group["count"] += 1
        group["total"] += float(row["score"]) + int(row["id"])
ordered = sorted(people, key=lambda p: (p["address"]["city"], -p["score"]))
first = sorted(people, key=itemgetter("name"))[0]


class Invalid(Exception):
    def __init__(self, place, reason):
        super().__init__(f"{place}: {reason}")
        self.place = place


def check(person):
    try:
        if person["score"] > 40:
            raise Invalid(person["name"], "score")
        return person["missing"]
    except KeyError as e:
        raise Invalid(person["name"], e.args[0]) from e


failures = {}
for p in people * 4:
    try:
        check(p)
    except Invalid as e:
        cause = type(e.__cause__).__name__
        failures[cause] = failures.get(cause, 0) + 1
    finally:
        size += 1
for bad in ["{", "[1,]", '{"a":}', "nul", ""] * 30:
    try:
        json.loads(bad)
    except json.JSONDecodeError as e:
        failures[e.msg] = failures.get(e.msg, 0) + 1
start = date(2024, 1, 31)
days = [start + timedelta(days=n) for n in range(900)]
weekend = sum(1 for d in days if d.weekday() >= 5)
months = {d.strftime("%Y-%m") for d in days}
stamps = [datetime.fromisoformat(f"2024-05-{1 + n % 28:02}T{n % 24:02}:30:00") for n in range(600)]
span = max(stamps) - min(stamps)
names = {PurePosixPath("/data") / p["address"]["city"] / f"{p['id']}.json" for p in people}
print(size, len(flat), twin == people[:60], groups["Oslo"]["count"], ordered[0]["name"], first["name"], failures, weekend, len(months), span, len({n.parent for n in names}))
