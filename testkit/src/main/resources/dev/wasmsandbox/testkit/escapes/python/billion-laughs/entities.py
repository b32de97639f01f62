# title: XML entities that grow by ten each
# tries: to have the reader of XML fill memory
# ends: completed
# policy: memory=48000000 fuel=4000000000

import xml.etree.ElementTree as tree
from xml.sax import handler, make_parser
import io

entities = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
bomb = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><x>&a11;</x>'
quadratic = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"A" * 50_000}">]><x>{"&a;" * 50_000}</x>'
for text in (bomb, quadratic):
    try:
        root = tree.fromstring(text)
        print("read", len(root.text))
    except (tree.ParseError, MemoryError) as e:
        print(type(e).__name__)
