"""Lists of things: grouped, filtered, sorted, cut into pieces.

Where a function takes a key, that is a function of an item, or simpler the name of a field: `"age"` stands for
`item["age"]`, or for `item.age` where items are objects. Several names in a list stand for a tuple of these.
"""

import difflib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from ._paths import shown, whole_number

type Key = Callable[[Any], Any] | str | int | Sequence[str | int]


def group_by(items: Iterable[Any], key: Key) -> dict[Any, list[Any]]:
    """Sort items into groups: one list for each key, in the order in which the keys first came.

    >>> people = [{"name": "Ann", "team": "red"}, {"name": "Bob", "team": "blue"}, {"name": "Cy", "team": "red"}]
    >>> {team: len(members) for team, members in group_by(people, "team").items()}
    {'red': 2, 'blue': 1}
    >>> group_by(["apple", "bean", "avocado"], lambda word: word[0])
    {'a': ['apple', 'avocado'], 'b': ['bean']}
    """
    value_of = _getter("group_by", key)
    groups: dict[Any, list[Any]] = {}
    for item in _iterable("group_by", items):
        value = value_of(item)
        try:
            groups.setdefault(value, []).append(item)
        except TypeError:
            raise TypeError(
                f"group_by: the key {shown(value)} cannot be a key of a dict; make a tuple or a str of it"
            ) from None
    return groups


def filter_by(items: Iterable[Any], predicate: Callable[[Any], Any] | None = None, **fields: Any) -> list[Any]:
    """Return the items for which the predicate holds, and whose fields have the given values.

    An item without such a field is left out. A value that is a function is asked about the field's value.

    >>> people = [{"name": "Ann", "age": 30}, {"name": "Bob", "age": 17}]
    >>> filter_by(people, name="Bob")
    [{'name': 'Bob', 'age': 17}]
    >>> filter_by(people, age=lambda age: age >= 18)
    [{'name': 'Ann', 'age': 30}]
    >>> filter_by(range(6), lambda number: number % 2 == 0)
    [0, 2, 4]
    """
    if predicate is None and not fields:
        raise TypeError("filter_by: a predicate is needed, such as lambda item: item['age'] > 18, or a field: age=18")
    if predicate is not None and not callable(predicate):
        raise TypeError(f"filter_by: the predicate is a function of an item, not {shown(predicate)}")
    return [
        item
        for item in _iterable("filter_by", items)
        if (predicate is None or predicate(item)) and all(_has(item, name, value) for name, value in fields.items())
    ]


def map_items(items: Iterable[Any], transform: Key) -> list[Any]:
    """Return what a function makes of each item; a field's name instead takes that field, a list of names makes dicts.

    >>> map_items([1, 2, 3], lambda number: number * number)
    [1, 4, 9]
    >>> people = [{"name": "Ann", "age": 30, "team": "red"}]
    >>> map_items(people, "name")
    ['Ann']
    >>> map_items(people, ["name", "age"])
    [{'name': 'Ann', 'age': 30}]
    """
    value_of = _getter("map_items", transform)
    if isinstance(transform, (list, tuple)):
        return [dict(zip(transform, value_of(item))) for item in _iterable("map_items", items)]
    return [value_of(item) for item in _iterable("map_items", items)]


def sort_by(items: Iterable[Any], key: Key, reverse: bool = False) -> list[Any]:
    """Return the items sorted by a key, the largest first with reverse=True. Items whose key is None come last.

    Items with the same key stay in their order.

    >>> people = [{"name": "Ann", "age": 30}, {"name": "Bob", "age": 17}, {"name": "Cy", "age": None}]
    >>> map_items(sort_by(people, "age"), "name")
    ['Bob', 'Ann', 'Cy']
    >>> sort_by(["pear", "fig", "kiwi"], [0, 1], reverse=True)
    ['pear', 'kiwi', 'fig']
    """
    value_of = _getter("sort_by", key)
    keyed = [(value_of(item), item) for item in _iterable("sort_by", items)]
    known = [pair for pair in keyed if pair[0] is not None]
    try:
        known.sort(key=lambda pair: pair[0], reverse=reverse)
    except TypeError as error:
        raise TypeError(
            f"sort_by: these keys cannot be compared ({error}); give a function that makes them alike, such as "
            "lambda item: str(item['age'])"
        ) from None
    return [item for _, item in known] + [item for value, item in keyed if value is None]


def unique(items: Iterable[Any], key: Key | None = None) -> list[Any]:
    """Return the first of all items that are equal, or have equal keys. Lists and dicts may be items, too.

    >>> unique([3, 1, 3, 2, 1])
    [3, 1, 2]
    >>> unique([{"id": 1, "by": "Ann"}, {"id": 2, "by": "Bob"}, {"id": 1, "by": "Cy"}], "id")
    [{'id': 1, 'by': 'Ann'}, {'id': 2, 'by': 'Bob'}]
    """
    value_of = _getter("unique", key) if key is not None else None
    seen: set[Hashable] = set()
    odd: list[Any] = []
    kept = []
    for item in _iterable("unique", items):
        value = item if value_of is None else value_of(item)
        try:
            mark = _frozen(value)
            known = mark in seen
            seen.add(mark)
        except (TypeError, RecursionError):
            # Only comparing is left.
            known = value in odd
            odd += [] if known else [value]
        if not known:
            kept.append(item)
    return kept


def chunk(items: Iterable[Any], size: int) -> list[list[Any]]:
    """Cut items into lists of `size`; the last one may be shorter.

    >>> chunk([1, 2, 3, 4, 5], 2)
    [[1, 2], [3, 4], [5]]
    """
    whole_number("chunk", "size", size, 1)
    everything = list(_iterable("chunk", items))
    return [everything[start : start + size] for start in range(0, len(everything), size)]


def _iterable(function: str, items: Iterable[Any]) -> Iterable[Any]:
    if not isinstance(items, Iterable):
        raise TypeError(f"{function}: items are a list or something else to go through, not {shown(items)}")
    return items


def _getter(function: str, key: Key) -> Callable[[Any], Any]:
    if callable(key):
        return key
    if isinstance(key, (str, int)):
        return lambda item: _field(function, item, key)
    if isinstance(key, (list, tuple)) and key:
        parts = [_getter(function, part) for part in key]
        return lambda item: tuple(part(item) for part in parts)
    raise TypeError(
        f"{function}: a key is a function of an item, the name of a field or a list of names, not {shown(key)}"
    )


def _field(function: str, item: Any, name: str | int) -> Any:
    try:
        return item[name]
    except (KeyError, IndexError):
        raise KeyError(f"{function}: an item has no {name!r}{_hint(item, name)}: {shown(item)}") from None
    except TypeError:
        if isinstance(name, str) and hasattr(item, name):
            return getattr(item, name)
        raise TypeError(
            f"{function}: {shown(item)}, of type {type(item).__name__}, has no field {name!r}; give a function"
        ) from None


def _hint(item: Any, name: str | int) -> str:
    names = [key for key in item if isinstance(key, str)] if isinstance(item, Mapping) else []
    close = difflib.get_close_matches(str(name), names, 1)
    return f", did you mean {close[0]!r}?" if close else ""


def _has(item: Any, name: str, wanted: Any) -> bool:
    try:
        value = _field("filter_by", item, name)
    except (KeyError, TypeError):
        return False
    return bool(wanted(value)) if callable(wanted) else value == wanted


def _frozen(value: Any) -> Hashable:
    """Make something of a value that can be in a set, and is equal only to what is made of equal values."""
    if isinstance(value, dict):
        return dict, frozenset((key, _frozen(part)) for key, part in value.items())
    if isinstance(value, (list, tuple)):
        return type(value), tuple(map(_frozen, value))
    if isinstance(value, (set, frozenset)):
        return set, frozenset(value)
    hash(value)
    return None, value
