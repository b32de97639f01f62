# title: XML entities that name files
# tries: to have the reader of XML open files of the host
# ends: completed

import io, xml.etree.ElementTree as tree, xml.dom.minidom, xml.sax
from xml.parsers import expat

for system in ("file:///etc/passwd", "file://@OUTSIDE@/secret.txt", "@OUTSIDE@/secret.txt", "http://localhost/", "../@NEIGHBOUR@/secret.txt"):
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{system}"><!ENTITY % p SYSTEM "{system}"> %p;]><x>&e;</x>'
    for read in (tree.fromstring, xml.dom.minidom.parseString, lambda t: xml.sax.parseString(t, xml.sax.ContentHandler())):
        try:
            read(text)
        except Exception as e:
            print(type(e).__name__)
