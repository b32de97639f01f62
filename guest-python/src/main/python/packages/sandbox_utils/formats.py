"""From one format to another: CSV, JSON, YAML, XML.

Where a function takes a source, that is text or a file: a pathlib.Path, or a string of one line that is the path of a
file. With `output` it writes into that file, piece by piece where it can, and returns None; otherwise it returns text.
"""

from ._csv import csv_to_json, json_to_csv
from ._xml import dict_to_xml, xml_to_dict
from ._yaml import json_to_yaml, yaml_to_json

__all__ = ["csv_to_json", "dict_to_xml", "json_to_csv", "json_to_yaml", "xml_to_dict", "yaml_to_json"]
