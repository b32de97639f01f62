"""XML as dicts, and back."""

import re
from collections.abc import Collection, Iterator, Mapping
from html import escape
from typing import Any
from xml.parsers import expat

from ._paths import StrPath, checked, opened, shown
from ._reading import is_file, require_text
from ._writing import delivered

_MOST_LEVELS = 500

_NAME = re.compile(r"[^\W\d][\w.\-]*(:[^\W\d][\w.\-]*)?")
# What a parser would take for another kind of space.
_SPACE = str.maketrans({"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_to_dict(
    source: StrPath,
    *,
    attributes: str | None = "@",
    text_key: str = "#text",
    lists: Collection[str] = (),
    strip: bool = True,
    encoding: str | None = None,
) -> dict[str, Any]:
    """Make a dict of XML: the name of the outermost element, with what is in it.

    An element with text alone becomes that text, an empty one None. Elements of one name that stand beside each other
    become a list.

    source: text or a file, see help(sandbox_utils.formats).
    attributes: what is put before the names of attributes; None leaves attributes out.
    text_key: the key of the text of an element that has attributes or elements, too.
    lists: the names of elements that become a list always, also where there is one only.
    strip: False keeps space around text.
    Entities of the document's own are an error: a few lines of them can stand for gigabytes.

    >>> xml_to_dict('<team name="red"><member>Ann</member><member>Bob</member><note/></team>')
    {'team': {'@name': 'red', 'member': ['Ann', 'Bob'], 'note': None}}
    >>> xml_to_dict("<team><member>Ann</member></team>", lists=["member"])
    {'team': {'member': ['Ann']}}
    """
    builder = _Builder(attributes, text_key, lists, strip)
    require_text("xml_to_dict", source, lambda text: text.startswith("<"))
    from_file = is_file("xml_to_dict", source)
    # Text has been decoded already, whatever its declaration says.
    parser = expat.ParserCreate(encoding if from_file else "utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.EntityDeclHandler = _refuse_entity
    try:
        if from_file:
            with opened("xml_to_dict", checked("xml_to_dict", source)) as file:
                parser.ParseFile(file)
        else:
            parser.Parse(str(source).encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        raise ValueError(f"xml_to_dict: this is no XML: {error}") from None
    return builder.top


def dict_to_xml(
    data: Mapping[str, Any],
    output: StrPath | None = None,
    *,
    root: str | None = None,
    attributes: str = "@",
    text_key: str = "#text",
    indent: int | None = 2,
    declaration: bool = True,
) -> str | None:
    """Make XML of a dict, as xml_to_dict() returns it.

    data: one key, the name of the outermost element; or any number of them, if `root` names that element.
    output: a file to write to instead of returning text.
    indent: spaces for each level, None for one line.
    declaration: False leaves out the first line, which names version and encoding.
    A list becomes an element for each of its values, None an empty element, True and False "true" and "false".

    >>> print(dict_to_xml({"team": {"@name": "red", "member": ["Ann", "Bob & Cy"]}}, declaration=False), end="")
    <team name="red">
      <member>Ann</member>
      <member>Bob &amp; Cy</member>
    </team>
    """
    if not isinstance(data, Mapping):
        raise TypeError(f"dict_to_xml: a dict is needed, not {shown(data)}")
    if root is None:
        if len(data) != 1 or isinstance(next(iter(data.values())), (list, tuple)):
            raise ValueError(
                "dict_to_xml: XML has one outermost element; give a dict with one key and no list in it, or root='data'"
            )
        ((root, data),) = data.items()
    writer = _Writer(attributes, text_key, indent)
    first = '<?xml version="1.0" encoding="UTF-8"?>\n' if declaration else ""
    return delivered("dict_to_xml", [first, *writer.element(root, data, 0)], output)


def _refuse_entity(name: str, *_: Any) -> None:
    raise ValueError(f"xml_to_dict: the document declares the entity {shown(name)}; entities are not expanded here")


class _Builder:
    """Makes dicts of a parser's events."""

    def __init__(self, attributes: str | None, text_key: str, lists: Collection[str], strip: bool):
        self.attributes = attributes
        self.text_key = text_key
        self.lists = frozenset([lists] if isinstance(lists, str) else lists)
        self.strip = strip
        self.top: dict[str, Any] = {}
        self.open: list[tuple[dict[str, Any], list[str]]] = [(self.top, [])]

    def start(self, _name: str, attributes: dict[str, str]) -> None:
        if len(self.open) > _MOST_LEVELS:
            raise ValueError(f"xml_to_dict: elements are nested deeper than {_MOST_LEVELS} levels")
        content: dict[str, Any] = {}
        if self.attributes is not None:
            content = {self.attributes + key: value for key, value in attributes.items()}
        self.open.append((content, []))

    def characters(self, text: str) -> None:
        self.open[-1][1].append(text)

    def end(self, name: str) -> None:
        content, texts = self.open.pop()
        text = "".join(texts)
        if self.strip or content:
            text = text.strip()
        value: Any = content
        if not content:
            value = text or None
        elif text:
            content[self.text_key] = text
        siblings = self.open[-1][0]
        if name in siblings:
            if not isinstance(siblings[name], list):
                siblings[name] = [siblings[name]]
            siblings[name].append(value)
        else:
            siblings[name] = [value] if name in self.lists else value


class _Writer:
    """Writes elements with what is in them."""

    def __init__(self, attributes: str, text_key: str, indent: int | None):
        self.attributes = attributes
        self.text_key = text_key
        self.indent = indent

    def element(self, name: str, value: Any, level: int) -> Iterator[str]:
        if level > _MOST_LEVELS:
            raise ValueError(f"dict_to_xml: the data is nested deeper than {_MOST_LEVELS} levels, or contains itself")
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise ValueError(
                f"dict_to_xml: {shown(name)} is no name of an element or attribute: letters, digits, _ - ."
            )
        space, end = ("", "") if self.indent is None else (" " * self.indent * level, "\n")
        parts = value if isinstance(value, Mapping) else {self.text_key: value}
        opening = f"{space}<{name}{self.attributes_of(parts)}"
        text = escape(self.text(parts.get(self.text_key)), quote=False).replace("\r", "&#13;")
        inner = [(key, part) for key, part in parts.items() if not self.is_own(key)]
        if not inner:
            yield f"{opening}>{text}</{name}>{end}" if text else f"{opening}/>{end}"
            return
        yield f"{opening}>{text}{end}"
        for key, part in inner:
            for one in part if isinstance(part, (list, tuple)) else [part]:
                yield from self.element(key, one, level + 1)
        yield f"{space}</{name}>{end}"

    def is_own(self, key: Any) -> bool:
        return key == self.text_key or (bool(self.attributes) and str(key).startswith(self.attributes))

    def attributes_of(self, parts: Mapping[str, Any]) -> str:
        written = ""
        for key, value in parts.items():
            if key != self.text_key and self.is_own(key):
                name = key[len(self.attributes) :]
                if not _NAME.fullmatch(name):
                    raise ValueError(f"dict_to_xml: {shown(key)} is no name of an attribute")
                written += f' {name}="{escape(self.text(value)).translate(_SPACE)}"'
        return written

    def text(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, (Mapping, list, tuple)):
            raise ValueError(f"dict_to_xml: {shown(value)} is no text")
        text = ("true" if value else "false") if isinstance(value, bool) else str(value)
        odd = _NO_XML.search(text)
        if odd:
            raise ValueError(f"dict_to_xml: {shown(text)} has a character that XML does not allow: {odd[0]!r}")
        return text
