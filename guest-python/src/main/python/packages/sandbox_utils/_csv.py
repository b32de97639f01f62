"""CSV from and to JSON, row by row."""

import csv
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from typing import Any

from ._json import elements
from ._paths import StrPath, shown
from ._reading import reading, require_text
from ._writing import delivered

_DELIMITERS = ",;\t|"

# As they are written and not otherwise: 007 and +49 are no numbers but codes, and stay text.
_INTEGER = re.compile(r"0|-?[1-9]\d{0,17}")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d{1,3})?")
_WORDS: dict[str, Any] = {"": None, "true": True, "false": False}


def csv_to_json(
    source: StrPath,
    output: StrPath | None = None,
    *,
    delimiter: str | None = None,
    quote: str = '"',
    header: bool | list[str] = True,
    types: bool | Mapping[str, Callable[[str], Any]] = False,
    lines: bool = False,
    encoding: str | None = None,
) -> str | None:
    """Make JSON of CSV: a list with an object for each row.

    source: text or a file, see help(sandbox_utils.formats); output: a file to write to instead of returning text.
    delimiter: None takes the one of , ; tab | that the first line has most of.
    header: the names of the columns are in the first line; or here, as a list; with False rows become lists.
    types: False leaves values the text that they are; True makes numbers, true, false and null of what looks like
        them; a dict of functions, as {"age": int}, says it for each column.
    lines: True writes JSON Lines, an object in each line, instead of a list.
    Rows that are too short get null; rows that are too long are an error.

    >>> print(csv_to_json("name,age\\nAnn,30\\nBob,"))
    [
    {"name": "Ann", "age": "30"},
    {"name": "Bob", "age": ""}
    ]
    >>> import json
    >>> json.loads(csv_to_json("name;age\\nAnn;30\\nBob;", types=True))
    [{'name': 'Ann', 'age': 30}, {'name': 'Bob', 'age': None}]
    """
    return delivered(
        "csv_to_json", _json_texts(_records(source, delimiter, quote, header, types, encoding), lines), output
    )


def json_to_csv(
    source: StrPath | list[Any],
    output: StrPath | None = None,
    *,
    delimiter: str = ",",
    quote: str = '"',
    columns: list[str] | None = None,
    header: bool = True,
    encoding: str | None = None,
) -> str | None:
    """Make CSV of JSON: of a list of objects, of a list of lists, or of JSON Lines; or of such a list itself.

    source, output: as in csv_to_json(); a Python list of dicts or lists may be the source, too.
    columns: which fields become columns, in this order; by default all, as they first come.
    header: False leaves the line with the names out.
    Null becomes an empty field, and a list or an object its JSON.

    >>> print(json_to_csv('[{"name": "Ann", "age": 30}, {"name": "Bob", "tags": ["x", "y"]}]'), end="")
    name,age,tags
    Ann,30,
    Bob,,"[""x"", ""y""]"
    >>> json_to_csv([[1, 2], [3, None]], header=False)
    '1,2\\n3,\\n'
    """
    if columns is None:
        columns = _columns(_values(source, encoding))
    names = [columns] if header and columns else []
    rows = chain(names, (_row(value, columns) for value in _values(source, encoding)))
    return delivered("json_to_csv", _csv_texts(rows, delimiter, quote), output)


def _json_texts(records: Iterable[Any], lines: bool) -> Iterator[str]:
    texts = (json.dumps(record, ensure_ascii=False, default=str) for record in records)
    if lines:
        for text in texts:
            yield text + "\n"
        return
    before = "[\n"
    for text in texts:
        yield before + text
        before = ",\n"
    yield "[]" if before == "[\n" else "\n]"


def _records(
    source: StrPath,
    delimiter: str | None,
    quote: str,
    header: bool | list[str],
    types: bool | Mapping[str, Callable[[str], Any]],
    encoding: str | None,
) -> Iterator[Any]:
    require_text("csv_to_json", source, lambda text: any(mark in text for mark in _DELIMITERS))
    with reading("csv_to_json", source, encoding, newline="") as file, _long_fields():
        first = file.readline()
        mark = delimiter or max(_DELIMITERS, key=first.count)
        try:
            rows = csv.reader(chain([first], file), delimiter=mark, quotechar=quote, strict=True)
        except (TypeError, ValueError) as error:
            raise ValueError(f"csv_to_json: delimiter {mark!r}, quote {quote!r}: {error}") from None
        try:
            names = _names(next(rows, [])) if header is True else header or None
            for row in rows:
                if row:
                    yield _record(row, names, types, rows.line_num)
        except csv.Error as error:
            raise ValueError(f"csv_to_json: line {rows.line_num} is no CSV: {error}") from None


@contextmanager
def _long_fields() -> Iterator[None]:
    """The limit of the module is for files that nobody knows; here memory has one of its own."""
    before = csv.field_size_limit(1 << 30)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _names(header: list[str]) -> list[str]:
    """No two columns have one name, and none has none: otherwise values would be lost."""
    names: list[str] = []
    for number, title in enumerate(header, 1):
        name = title = title.strip() or f"column_{number}"
        times = 1
        while name in names:
            times += 1
            name = f"{title}_{times}"
        names.append(name)
    return names


def _record(row: list[str], names: list[str] | None, types: Any, line: int) -> Any:
    if names is None:
        return [_typed(value, None, types, line) for value in row]
    if len(row) > len(names):
        raise ValueError(
            f"csv_to_json: line {line} has {len(row)} fields, the header {len(names)}: {shown(row)}; "
            "header=False gives rows as lists, delimiter and quote say how fields are told apart"
        )
    record: dict[str, Any] = {name: _typed(value, name, types, line) for name, value in zip(names, row)}
    return record | dict.fromkeys(names[len(row) :]) if len(row) < len(names) else record


def _typed(value: str, name: str | None, types: Any, line: int) -> Any:
    if not types:
        return value
    if types is True:
        word = value.strip()
        if word.lower() in _WORDS:
            return _WORDS[word.lower()]
        if _INTEGER.fullmatch(word):
            return int(word)
        number = float(word) if _NUMBER.fullmatch(word) else math.inf
        return number if math.isfinite(number) else value
    if name not in types:
        return value
    try:
        return types[name](value)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise ValueError(f"csv_to_json: line {line}, column {name!r}: {shown(value)} does not fit: {error}") from None


def _values(source: StrPath | list[Any], encoding: str | None) -> Iterator[Any]:
    if isinstance(source, (list, tuple)):
        yield from source
        return
    require_text("json_to_csv", source, lambda text: text.startswith(("[", "{")))
    with reading("json_to_csv", source, encoding) as file:
        yield from elements("json_to_csv", file)


def _columns(values: Iterable[Any]) -> list[str]:
    columns: dict[str, None] = {}
    for value in values:
        if isinstance(value, Mapping):
            columns.update(dict.fromkeys(value))
    return list(columns)


def _row(value: Any, columns: list[str]) -> list[Any]:
    if isinstance(value, Mapping):
        return [_cell(value.get(name)) for name in columns]
    if isinstance(value, (list, tuple)) and not columns:
        return [_cell(part) for part in value]
    kind = "a list among objects" if isinstance(value, (list, tuple)) else f"no object but {shown(value)}"
    raise ValueError(f"json_to_csv: a list of objects, or of lists, is needed; there is {kind}")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple, Mapping)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value


class _Lines(list[str]):
    """What csv.writer writes to."""

    write = list.append


def _csv_texts(rows: Iterable[list[Any]], delimiter: str, quote: str) -> Iterator[str]:
    written = _Lines()
    try:
        writer = csv.writer(written, delimiter=delimiter, quotechar=quote, lineterminator="\n")
    except (TypeError, ValueError) as error:
        raise ValueError(f"json_to_csv: delimiter {delimiter!r}, quote {quote!r}: {error}") from None
    for row in rows:
        writer.writerow(row)
        yield from written
        written.clear()
