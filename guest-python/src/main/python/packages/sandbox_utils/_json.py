"""JSON that is read element by element, and values that JSON has no form for."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from ._paths import shown

_PIECE = 1 << 16
_SPACE = " \t\r\n\ufeff"


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON; null stands for what is not known")


_decoder = json.JSONDecoder(parse_constant=_refuse)


def elements(function: str, file: TextIO) -> Iterator[Any]:
    """Go through the elements of a JSON array, or through values that follow each other, as in JSON Lines."""
    reader = _Reader(function, file)
    if not reader.skip():
        raise ValueError(f"{function}: the JSON is empty")
    if reader.next_is("["):
        yield from _array(reader)
        if reader.skip():
            raise reader.error("there is something behind the end of the array")
    else:
        while reader.skip():
            yield reader.value()


def document(function: str, file: TextIO) -> Any:
    """Return what a JSON text stands for."""
    try:
        return json.loads(file.read().lstrip("\ufeff"), parse_constant=_refuse)
    except RecursionError:
        raise ValueError(f"{function}: the JSON is nested too deep") from None
    except ValueError as error:
        raise ValueError(f"{function}: this is no JSON: {error}") from None


def _array(reader: "_Reader") -> Iterator[Any]:
    reader.take("[")
    if reader.skip() and reader.next_is("]"):
        reader.take("]")
        return
    while True:
        yield reader.value()
        reader.skip()
        if reader.next_is("]"):
            reader.take("]")
            return
        reader.take(",")


class _Reader:
    """A window on the text: what is behind it is forgotten."""

    def __init__(self, function: str, file: TextIO):
        self.function = function
        self.file = file
        self.text = ""
        self.position = 0
        self.before = 0
        self.lines_before = 0
        self.ended = False

    def more(self, characters: int = _PIECE) -> None:
        piece = self.file.read(characters)
        self.ended = not piece
        self.before += self.position
        self.lines_before += self.text.count("\n", 0, self.position)
        self.text = self.text[self.position :] + piece
        self.position = 0

    def skip(self) -> bool:
        """Go to the next character that is no space; tell whether there is one."""
        while True:
            while self.position < len(self.text):
                if self.text[self.position] not in _SPACE:
                    return True
                self.position += 1
            if self.ended:
                return False
            self.more()

    def next_is(self, character: str) -> bool:
        return self.text.startswith(character, self.position)

    def take(self, character: str) -> None:
        if not self.skip() or not self.next_is(character):
            raise self.error(f"'{character}' is missing")
        self.position += 1

    def value(self) -> Any:
        if not self.skip():
            raise self.error("a value is missing at the end")
        while True:
            try:
                value, end = _decoder.raw_decode(self.text, self.position)
            except json.JSONDecodeError as error:
                if self.ended:
                    raise self.error(error.msg, error.pos) from None
            except ValueError as error:
                raise self.error(str(error)) from None
            except RecursionError:
                raise self.error("nested too deep") from None
            else:
                # A number that ends with the window may go on.
                if end < len(self.text) or self.ended:
                    self.position = end
                    return value
            # Twice as much each time, so that a huge value is not begun again too often.
            self.more(max(_PIECE, len(self.text) - self.position))

    def error(self, message: str, position: int | None = None) -> ValueError:
        at = self.position if position is None else position
        line = 1 + self.lines_before + self.text.count("\n", 0, at)
        near = shown(self.text[at : at + 20]) if at < len(self.text) else "the end"
        return ValueError(f"{self.function}: this is no JSON: {message}, in line {line} at {near}")
