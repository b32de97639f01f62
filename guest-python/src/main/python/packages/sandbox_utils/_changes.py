"""What changed between two lists of lines."""

import difflib
from collections.abc import Iterator
from typing import Any

# Beyond, lines that occur all over count less: comparing each with each would take minutes.
_MANY = 5000

type Opcode = tuple[str, int, int, int, int]


def changes(before: list[str], after: list[str]) -> list[dict[str, Any]]:
    """Return the changes as data, line ends left out."""
    return [
        {
            "change": kind,
            "old_line": old_start + 1,
            "new_line": new_start + 1,
            "old": [line.rstrip("\r\n") for line in before[old_start:old_end]],
            "new": [line.rstrip("\r\n") for line in after[new_start:new_end]],
        }
        for kind, old_start, old_end, new_start, new_end in _opcodes(before, after)
        if kind != "equal"
    ]


def unified(old_name: str, new_name: str, before: list[str], after: list[str], context: int) -> str:
    """Return the changes as a unified diff, which `patch` understands."""
    parts: list[str] = []
    for group in _groups(_opcodes(before, after), context):
        if not parts:
            parts.append(f"--- {old_name}\n+++ {new_name}\n")
        first, last = group[0], group[-1]
        parts.append(f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n")
        for kind, old_start, old_end, new_start, new_end in group:
            if kind == "equal":
                parts += [_shown(" ", line) for line in before[old_start:old_end]]
                continue
            parts += [_shown("-", line) for line in before[old_start:old_end]]
            parts += [_shown("+", line) for line in after[new_start:new_end]]
    return "".join(parts)


def _opcodes(before: list[str], after: list[str]) -> list[Opcode]:
    """As difflib's, which looks at what differs only: the equal beginning and end may be long."""
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old_end, new_end = len(before) - end, len(after) - end
    matcher = difflib.SequenceMatcher(None, before[start:old_end], after[start:new_end], autojunk=len(after) > _MANY)
    middle = [(kind, a + start, b + start, c + start, d + start) for kind, a, b, c, d in matcher.get_opcodes()]
    return [
        ("equal", 0, start, 0, start),
        *middle,
        ("equal", old_end, len(before), new_end, len(after)),
    ]


def _groups(opcodes: list[Opcode], context: int) -> Iterator[list[Opcode]]:
    """Put changes together that are close to each other, with the equal lines around them."""
    group: list[Opcode] = []
    lines_between: list[Opcode] = []
    for opcode in opcodes:
        kind, old_start, old_end, new_start, new_end = opcode
        if kind != "equal":
            group += [*lines_between, opcode]
            lines_between = []
            continue
        length = old_end - old_start
        if group and length > 2 * context:
            yield [*group, ("equal", old_start, old_start + context, new_start, new_start + context)]
            group = []
        if group:
            lines_between = [opcode]
        else:
            cut = max(0, length - context)
            lines_between = [("equal", old_start + cut, old_end, new_start + cut, new_end)]
    if group:
        if lines_between:
            _, old_start, old_end, new_start, new_end = lines_between[0]
            most = min(context, old_end - old_start)
            group.append(("equal", old_start, old_start + most, new_start, new_start + most))
        yield group


def _range(start: int, end: int) -> str:
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _shown(mark: str, line: str) -> str:
    return mark + line if line.endswith("\n") else f"{mark}{line}\n\\ No newline at end of file\n"
