# title: Nested XML
# tries: to use up the native stack in the reader and the writer of XML
# ends: completed | limit stack_overflow
# policy: fuel=4000000000

import xml.etree.ElementTree as tree

for text in ("<a>" * 20_000, "<a>" * 20_000 + "</a>" * 20_000, "<a b='" * 1000):
    try:
        root = tree.fromstring(text)
        print("read")
        try:
            tree.tostring(root)
        except RecursionError as e:
            print(type(e).__name__)
        del root
    except tree.ParseError as e:
        print("ParseError")
