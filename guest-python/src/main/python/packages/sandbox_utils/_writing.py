"""Results that become text, or go into a file as they come."""

from collections.abc import Iterable

from ._paths import StrPath, replacing


def delivered(function: str, parts: Iterable[str], output: StrPath | None) -> str | None:
    """Return the parts as one text, or write them into a file one after the other."""
    if output is None:
        return "".join(parts)
    with replacing(function, output, "w", encoding="utf-8", newline="") as file:
        file.writelines(parts)
    return None
