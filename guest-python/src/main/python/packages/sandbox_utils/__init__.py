"""Files, text and data in one call each: what programs in the sandbox need all the time.

    from sandbox_utils import find, grep, csv_to_json

Files     find  tree  walk  copy_tree  remove_tree
Text      grep  sed  head  tail  wc  diff
Data      group_by  filter_by  map_items  sort_by  unique  chunk
Formats   csv_to_json  json_to_csv  yaml_to_json  json_to_yaml  xml_to_dict  dict_to_xml
Shell     ls  cat  touch  mkdir  rm  cp  mv  echo

`help(grep)` explains one of them, with an example. Results are plain data: lists, dicts, strings.

Paths are strings or pathlib.Path; relative ones start in the current directory, which is the workspace (usually /app).
Everything that the sandbox shows can be read; only the workspace can be written to. Large files are read piece by
piece, links to directories are never followed, and a file that is written appears whole or not at all.
"""

from .data import chunk, filter_by, group_by, map_items, sort_by, unique
from .files import copy_tree, find, remove_tree, tree, walk
from .formats import csv_to_json, dict_to_xml, json_to_csv, json_to_yaml, xml_to_dict, yaml_to_json
from .shell import cat, cp, echo, ls, mkdir, mv, rm, touch
from .text import diff, grep, head, sed, tail, wc

__version__ = "1.0.0"

__all__ = [
    "cat",
    "chunk",
    "copy_tree",
    "cp",
    "csv_to_json",
    "dict_to_xml",
    "diff",
    "echo",
    "filter_by",
    "find",
    "grep",
    "group_by",
    "head",
    "json_to_csv",
    "json_to_yaml",
    "ls",
    "map_items",
    "mkdir",
    "mv",
    "remove_tree",
    "rm",
    "sed",
    "sort_by",
    "tail",
    "touch",
    "tree",
    "unique",
    "walk",
    "wc",
    "xml_to_dict",
    "yaml_to_json",
]
