"""YAML from and to JSON."""

import base64
import json
import math
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from ._json import document
from ._paths import StrPath, shown
from ._reading import reading, require_text
from ._writing import delivered

# A few lines of aliases to aliases can stand for more than any memory holds.
_MOST_VALUES = 1_000_000
_MOST_LEVELS = 200


def yaml_to_json(
    source: StrPath,
    output: StrPath | None = None,
    *,
    indent: int | None = 2,
    all: bool = False,
    encoding: str | None = None,
) -> str | None:
    """Make JSON of YAML. Only plain data is understood: tags that make Python objects are an error.

    source: text or a file, see help(sandbox_utils.formats); output: a file to write to instead of returning text.
    indent: spaces for each level, None for one line.
    all: True takes several documents, divided by ---, and makes a list of them.
    Dates become text such as "2024-05-01", binary data base64.

    >>> print(yaml_to_json("name: Ann\\nskills: [python, sql]", indent=None))
    {"name": "Ann", "skills": ["python", "sql"]}
    """
    # Any line is YAML; one that ends like this is hardly meant so.
    require_text("yaml_to_json", source, lambda text: not text.endswith((".yaml", ".yml")))
    try:
        with reading("yaml_to_json", source, encoding, errors="strict") as file:
            found = list(yaml.safe_load_all(file))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ValueError(f"yaml_to_json: this is no YAML of plain data: {error}") from None
    except RecursionError:
        raise ValueError("yaml_to_json: the YAML is nested too deep") from None
    if len(found) > 1 and not all:
        raise ValueError(f"yaml_to_json: there are {len(found)} documents; all=True makes a list of them")
    value = _Plain("yaml_to_json").of(found if all else found[0] if found else None)
    return delivered("yaml_to_json", [json.dumps(value, ensure_ascii=False, indent=indent)], output)


def json_to_yaml(
    source: StrPath | list[Any] | dict[str, Any],
    output: StrPath | None = None,
    *,
    indent: int = 2,
    sort_keys: bool = False,
    encoding: str | None = None,
) -> str | None:
    """Make YAML of JSON, or of a Python list or dict.

    source, output: as in yaml_to_json().
    sort_keys: True sorts the keys of objects; by default they stay in their order.

    >>> print(json_to_yaml('{"name": "Ann", "skills": ["python", "sql"]}'), end="")
    name: Ann
    skills:
    - python
    - sql
    """
    if isinstance(source, (list, tuple, dict)):
        value = source
    else:
        require_text("json_to_yaml", source, lambda text: not text.endswith(".json"))
        with reading("json_to_yaml", source, encoding) as file:
            value = document("json_to_yaml", file)
    value = _Plain("json_to_yaml").of(value)
    text = yaml.safe_dump(value, indent=indent, sort_keys=sort_keys, allow_unicode=True, width=120)
    return delivered("json_to_yaml", [text], output)


class _Plain:
    """Brings a value into the form that JSON has for it, and bounds what that may take."""

    def __init__(self, function: str):
        self.function = function
        self.values = 0

    def of(self, value: Any, level: int = 0) -> Any:
        self.values += 1
        if self.values > _MOST_VALUES:
            raise ValueError(f"{self.function}: this stands for more than {_MOST_VALUES} values, aliases included")
        if level > _MOST_LEVELS:
            raise ValueError(f"{self.function}: this is nested deeper than {_MOST_LEVELS} levels, or contains itself")
        if isinstance(value, Mapping):
            return {self.key(key): self.of(part, level + 1) for key, part in value.items()}
        if isinstance(value, (list, tuple, set, frozenset)):
            return [self.of(part, level + 1) for part in value]
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{self.function}: {value} has no form in JSON; null stands for what is not known")
        if value is None or isinstance(value, (str, int, float)):
            return value
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, bytes):
            return base64.b64encode(value).decode()
        raise ValueError(f"{self.function}: {shown(value)} is a {type(value).__name__}, which has no form in JSON")

    def key(self, key: Any) -> str:
        if isinstance(key, str):
            return key
        if key is None or isinstance(key, (bool, int, float)):
            return json.dumps(key)
        if isinstance(key, date):
            return key.isoformat()
        raise ValueError(f"{self.function}: {shown(key)} is the key of an object; in JSON that is text")
