"""What a prompt needs of the interpreter beside running code: the lines of earlier inputs, and what could be typed next."""

import _host
import builtins
import io
import json
import keyword
import linecache
import os
import re
import sys
import tokenize
from inspect import getattr_static, signature
from itertools import chain
from types import BuiltinFunctionType, FunctionType, MethodDescriptorType, MethodType, ModuleType, WrapperDescriptorType

# Inputs whose lines are kept: a function that was typed earlier than that is shown without them in a traceback.
_MOST_INPUTS = 1_000
_inputs = []


def keep_lines(name, source):
    """Keep the lines of an input for tracebacks, for as long as code of it can be around."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        lines = io.StringIO(source.decode(encoding), newline=None).readlines()
    except (SyntaxError, UnicodeDecodeError):
        lines = []
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    linecache.cache[name] = len(source), None, lines, name
    _inputs.append(name)
    if len(_inputs) > _MOST_INPUTS:
        linecache.cache.pop(_inputs.pop(0), None)


def tell_exit():
    """Tell the host that the program asked to end."""
    # exit() closes the standard input of a process that is about to end; this one lives on.
    if sys.stdin is sys.__stdin__ and sys.stdin.closed:
        sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)
    _host.call(b'{"type":"exit"}')


# ---- completion ----

# Bytes of a message, without the little that surrounds the candidates; the host takes 65,536.
_ROOM = 60_000
_MOST_CANDIDATES = 1_000
_MOST_ENTRIES = 10_000

_TOKEN = re.compile(
    r"""
      (?P<string>[rRbBfFuU]{0,2}(?:\"\"\"|'''|["']))
    | (?P<comment>\#[^\n]*)
    | (?P<name>[^\W\d]\w*)
    | (?P<number>\.?\d[\w.]*)
    | (?P<newline>\n)
    | (?P<space>(?:[^\S\n]|\\\n)+)
    | (?P<operator>.)
    """,
    re.VERBOSE,
)
_STRING_ENDS = {
    "'": re.compile(r"(?:[^'\\\n]|\\(?s:.))*'"),
    '"': re.compile(r'(?:[^"\\\n]|\\(?s:.))*"'),
    "'''": re.compile(r"(?s:[^\\]|\\.)*?'''"),
    '"""': re.compile(r'(?s:[^\\]|\\.)*?"""'),
}
_FUNCTIONS = BuiltinFunctionType, FunctionType, MethodDescriptorType, MethodType, WrapperDescriptorType, staticmethod, classmethod
_UNKNOWN = object()


class _Line:
    """The logical line in which a text ends: its tokens, and the string that is still open at its end, if one is."""

    def __init__(self, text):
        self.tokens = []  # (kind, text)
        self.names = set()  # all of the whole text
        self.open_string = None  # (opening quote with its prefix, content)
        self.in_comment = False
        self._read(text)

    def _read(self, text):
        position, depth = 0, 0
        while position < len(text):
            found = _TOKEN.match(text, position)
            kind, token = found.lastgroup, found.group()
            position = found.end()
            if kind == "string":
                end = _STRING_ENDS[token.lstrip("rRbBfFuU")].match(text, position)
                if end is None:
                    rest = text[position:]
                    if token.endswith(('"""', "'''")) or "\n" not in rest.replace("\\\n", ""):
                        self.open_string = token, rest
                        return
                    # Wrong, but only up to the end of its line.
                    position = text.index("\n", position)
                    continue
                token += end.group()
                position = end.end()
            elif kind == "comment":
                self.in_comment = position == len(text)
                continue
            elif kind == "newline":
                if depth == 0:
                    self.tokens.clear()
                continue
            elif kind == "space":
                self.tokens.append((kind, " "))
                continue
            elif kind == "name":
                self.names.add(token)
            elif token in "([{":
                depth += 1
            elif token in ")]}":
                depth = max(0, depth - 1)
            elif token == ";" and depth == 0:
                self.tokens.clear()
                continue
            self.tokens.append((kind, token))


def complete(source):
    """Tell the host what could stand at the end of a text, and how much of its end would be replaced."""
    prefix, candidates = _find(source.decode("utf-8", "replace"))
    sent, seen, room = [], set(), _ROOM
    for text, kind in candidates:
        if text in seen or not text.isprintable():
            continue
        seen.add(text)
        room -= len(json.dumps(text)) + len(kind) + 6
        if room < 0 or len(sent) == _MOST_CANDIDATES:
            break
        sent.append((text, kind))
    message = {"type": "completion", "prefix": prefix, "candidates": sent, "truncated": len(sent) < len(seen)}
    _host.call(json.dumps(message).encode())


def _find(text):
    line = _Line(text)
    if line.in_comment:
        return "", []
    if line.open_string is not None:
        return _find_in_string(line.tokens, *line.open_string)
    tokens = line.tokens
    word = ""
    if tokens and tokens[-1][0] == "name":
        word = tokens.pop()[1]
        line.names.discard(word)
    elif tokens and tokens[-1][0] in ("number", "string"):
        return "", []
    tokens = [token for token in tokens if token[0] != "space"]
    return word, _matching(word, _candidates(word, tokens, line.names))


def _candidates(word, tokens, names):
    first = tokens[0][1] if tokens else ""
    last = tokens[-1][1] if tokens else ""
    if first in ("import", "from"):
        return _imports([text for _, text in tokens])
    if last == ".":
        return _attributes(_value(tokens[:-1]))
    if last in ("def", "class"):
        return []
    return chain(_keys(tokens), _parameters(tokens), _names(names))


def _matching(word, candidates):
    for text, kind in candidates:
        if text.startswith(word) and (word or not text.startswith("_")) and (
            not text.startswith("__") or word.startswith("__") or kind in ("file", "key")
        ):
            yield text, kind


def _kind(value):
    if isinstance(value, type):
        return "class"
    if isinstance(value, ModuleType):
        return "module"
    return "function" if isinstance(value, _FUNCTIONS) else "value"


def _names(of_text):
    names = _globals()
    for name in sorted(name for name in names if type(name) is str):
        yield name, _kind(names[name])
    for name in sorted(of_text):
        if not keyword.iskeyword(name):
            yield name, "value"
    for name in sorted(keyword.kwlist + keyword.softkwlist):
        yield name, "keyword"
    for name, value in sorted(vars(builtins).items()):
        yield name, _kind(value)


def _globals():
    return vars(sys.modules["__main__"])


def _attributes(value):
    if value is _UNKNOWN:
        return
    try:
        names = {name for name in dir(value) if isinstance(name, str)}
    except BaseException:
        names = set(dir(type(value)))
    for name in sorted(names):
        yield name, _kind(getattr_static(value, name, None))


# ---- values ----


def _value(tokens):
    """The value of the expression in which tokens end, if it consists of names, attributes, keys and literals only."""
    try:
        return _evaluate(tokens, len(tokens))[0]
    except BaseException:
        # What a program does when its objects are looked at is its own affair.
        return _UNKNOWN


def _evaluate(tokens, end):
    """The value of the primary expression before `end`, and where it begins."""
    kind, text = tokens[end - 1] if end > 0 else ("", "")
    if kind == "name":
        if end > 1 and tokens[end - 2][1] == ".":
            owner, start = _evaluate(tokens, end - 2)
            return (owner if owner is _UNKNOWN else getattr(owner, text)), start
        if keyword.iskeyword(text):
            return {"True": True, "False": False, "None": None}.get(text, _UNKNOWN), end - 1
        names = _globals()
        return (names[text] if text in names else getattr(builtins, text, _UNKNOWN)), end - 1
    if kind == "string":
        literal = text.lstrip("rRbBfFuU")
        return (b"" if "b" in text[: len(text) - len(literal)].lower() else ""), end - 1
    if text == "]":
        return _subscript_or_list(tokens, end)
    return ({} if text == "}" else _UNKNOWN), end - 1


def _subscript_or_list(tokens, end):
    opening = _opening(tokens, end - 1)
    if opening < 0:
        return _UNKNOWN, 0
    if opening == 0 or not _ends_expression(tokens[opening - 1]):
        return [], opening
    owner, start = _evaluate(tokens, opening)
    key = _literal([text for _, text in tokens[opening + 1 : end - 1]])
    return (_UNKNOWN if owner is _UNKNOWN or key is _UNKNOWN else owner[key]), start


def _ends_expression(token):
    kind, text = token
    return (kind == "name" and not keyword.iskeyword(text)) or kind == "string" or text in (")", "]", "}")


def _opening(tokens, closing):
    """Where the bracket begins that ends at `closing`; -1 if it does not."""
    depth = 0
    for position in range(closing, -1, -1):
        text = tokens[position][1]
        if text in (")", "]", "}"):
            depth += 1
        elif text in ("(", "[", "{"):
            depth -= 1
            if depth == 0:
                return position
    return -1


def _innermost_open(tokens):
    """Where the innermost bracket is that is still open; -1 if none is."""
    depth = 0
    for position in range(len(tokens) - 1, -1, -1):
        text = tokens[position][1]
        if text in (")", "]", "}"):
            depth += 1
        elif text in ("(", "[", "{"):
            if depth == 0:
                return position
            depth -= 1
    return -1


def _literal(texts):
    names = _globals()
    if len(texts) == 1 and texts[0] in names:
        return names[texts[0]]
    try:
        from ast import literal_eval

        return literal_eval("".join(texts))
    except (ValueError, SyntaxError):
        return _UNKNOWN


# ---- keys and parameters ----


def _mapping_keys(tokens):
    """The keys of the mapping behind whose opening bracket tokens end."""
    if len(tokens) < 2 or tokens[-1][1] != "[" or not _ends_expression(tokens[-2]):
        return
    value = _value(tokens[:-1])
    if not hasattr(value, "keys"):
        return
    try:
        for key, _ in zip(value.keys(), range(_MOST_ENTRIES)):
            yield key
    except BaseException:
        return


def _keys(tokens):
    for key in _mapping_keys(tokens):
        if type(key) in (str, int):
            yield repr(key), "key"


def _parameters(tokens):
    if not tokens or tokens[-1][1] not in ("(", ","):
        return
    opening = _innermost_open(tokens)
    if opening < 1 or tokens[opening][1] != "(" or not _ends_expression(tokens[opening - 1]):
        return
    try:
        parameters = list(signature(_value(tokens[:opening])).parameters.values())
    except BaseException:
        return
    for parameter in parameters:
        if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            yield f"{parameter.name}=", "parameter"


# ---- inside of strings ----


def _find_in_string(tokens, opening, content):
    prefix = opening.rstrip("\"'").lower()
    quote = opening[len(prefix) :]
    brace = content.rfind("{")
    if "f" in prefix and brace > content.rfind("}") and content[:brace].count("{") % 2 == content[:brace].count("}") % 2:
        return _find(content[brace + 1 :])
    tokens = [token for token in tokens if token[0] != "space"]
    keys = [key for key in _mapping_keys(tokens) if type(key) is str] if not prefix else []
    if keys:
        return content, _matching(content, ((key, "key") for key in keys if quote not in key and "\\" not in key))
    directory, _, name = content.rpartition("/")
    return name, _matching(name, _files(directory + "/" if "/" in content else ".", name))


def _files(directory, name):
    try:
        with os.scandir(directory) as entries:
            found = sorted((entry.name, entry.is_dir()) for entry, _ in zip(entries, range(_MOST_ENTRIES)))
    except (OSError, ValueError):
        return
    for entry, is_directory in found:
        if (name or not entry.startswith(".")) and not any(c in entry for c in "\\'\""):
            yield entry + "/" * is_directory, "file"


# ---- imports ----


def _imports(words):
    """What may follow the words of an import statement."""
    if words[0] == "from" and "import" in words:
        module = "".join(words[1 : words.index("import")])
        yield from _importable(module)
        return
    if words[0] == "from" and len(words) > 1 and words[-1] != ".":
        yield "import", "keyword"
        return
    dotted = []
    for word in reversed(words[1:]):
        if word in (",", "(", "import", "as"):
            break
        dotted.insert(0, word)
    module = "".join(dotted).rstrip(".")
    for name in _modules_below(module):
        yield name, "module"


def _importable(module):
    try:
        __import__(module)
        value = sys.modules[module]
    except BaseException:
        return
    yield from _attributes(value)
    for name in _modules_below(module):
        yield name, "module"


def _modules_below(package):
    """The names of the modules in a package, or of those that are in none."""
    if package:
        try:
            __import__(package)
            places = list(sys.modules[package].__path__)
        except BaseException:
            return
    else:
        places = sys.path
        yield from sys.builtin_module_names
    names = set()
    for place in places:
        try:
            with os.scandir(place or ".") as entries:
                for entry, _ in zip(entries, range(_MOST_ENTRIES)):
                    stem, dot, suffix = entry.name.partition(".")
                    if stem.isidentifier() and (suffix == "py" if dot else entry.is_dir()):
                        names.add(stem)
        except (OSError, TypeError):
            continue
    names -= {"__init__", "__pycache__", "__main__"}
    yield from sorted(names)
