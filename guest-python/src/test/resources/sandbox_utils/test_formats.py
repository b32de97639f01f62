import io
from datetime import date
from decimal import Decimal
from pathlib import Path


def test_csv_becomes_json():
    assert json.loads(csv_to_json("a,b\n1,x\n2,\n")) == [{"a": "1", "b": "x"}, {"a": "2", "b": ""}]
    write("f.csv", "a;b\r\n1;\"x;\"\"y\"\"\nz\"\r\n\r\n")
    assert json.loads(csv_to_json("f.csv")) == [{"a": "1", "b": 'x;"y"\nz'}]
    assert json.loads(csv_to_json("a|b\n1|2", delimiter="|")) == [{"a": "1", "b": "2"}]
    assert json.loads(csv_to_json("a\tb\n1\t2")) == [{"a": "1", "b": "2"}]
    assert json.loads(csv_to_json("1,2\n3,4\n", header=False)) == [["1", "2"], ["3", "4"]]
    assert json.loads(csv_to_json("1,2\n3,4\n", header=["x", "y"])) == [{"x": "1", "y": "2"}, {"x": "3", "y": "4"}]
    assert csv_to_json("a,b\n1,2\n", lines=True) == '{"a": "1", "b": "2"}\n'
    assert csv_to_json("") == csv_to_json("a,b") == "[]"
    assert json.loads(csv_to_json("a\n'x\ny'\n", quote="'")) == [{"a": "x\ny"}]


def test_csv_values_get_types_on_demand():
    rows = "id,price,flag,code,day\n7,1.50,true,007,2024-05-01\n-3,1e3,False,+49,\n"
    assert json.loads(csv_to_json(rows, types=True)) == [
        {"id": 7, "price": 1.5, "flag": True, "code": "007", "day": "2024-05-01"},
        {"id": -3, "price": 1000.0, "flag": False, "code": "+49", "day": None},
    ]
    assert json.loads(csv_to_json(rows, types={"id": int, "price": Decimal, "day": lambda text: text or None}))[1] == {
        "id": -3, "price": "1E+3", "flag": "False", "code": "+49", "day": None
    }
    odd = "n\nnan\ninf\n1e999\n123456789012345678901\n 5 \n1_000\n０\n"
    assert [row["n"] for row in json.loads(csv_to_json(odd, types=True))] == [
        "nan", "inf", "1e999", 123456789012345678901.0, 5, "1_000", "０"
    ]
    with raises(ValueError, "line 2", "'id'", "'x'"):
        csv_to_json("id,a\nx,1\n", types={"id": int})


def test_csv_headers_lose_no_column():
    assert json.loads(csv_to_json("a,a,,a_2\n1,2,3,4\n")) == [{"a": "1", "a_2": "2", "column_3": "3", "a_2_2": "4"}]
    assert json.loads(csv_to_json("a,b,c\n1\n")) == [{"a": "1", "b": None, "c": None}]
    with raises(ValueError, "csv_to_json", "line 3 has 3 fields, the header 2", "header=False"):
        csv_to_json("a,b\n1,2\n1,2,3\n")


def test_csv_of_every_encoding_and_size():
    write("bom.csv", b"\xef\xbb\xbfname\nM\xc3\xbcller\n")
    assert json.loads(csv_to_json("bom.csv")) == [{"name": "Müller"}]
    write("wide.csv", "name\nMüller\n".encode("utf-16"))
    assert json.loads(csv_to_json("wide.csv")) == [{"name": "Müller"}]
    write("latin.csv", b"name\nM\xfcller\n")
    assert json.loads(csv_to_json("latin.csv", encoding="latin-1")) == [{"name": "Müller"}]
    write("long.csv", "a\n" + "x" * 300_000 + "\n")
    assert len(json.loads(csv_to_json("long.csv"))[0]["a"]) == 300_000
    import csv
    assert csv.field_size_limit() == 131072
    with open("large.csv", "w") as file:
        file.write("id,name\n")
        file.writelines(f"{number},name {number}\n" for number in range(20_000))
    assert csv_to_json("large.csv", "large.json") is None
    with open("large.json") as file:
        assert json.load(file)[19_999] == {"id": "19999", "name": "name 19999"}
    assert json_to_csv("large.json", "again.csv") is None
    assert read("again.csv") == read("large.csv")


def test_csv_that_is_none_is_told():
    with raises(FileNotFoundError, "csv_to_json", "did you mean 'data.csv'?"):
        write("data.csv", "a\n1\n")
        csv_to_json("dta.csv")
    with raises(FileNotFoundError, "csv_to_json"):
        csv_to_json(Path("none.csv"))
    with raises(ValueError, "csv_to_json", "line 2"):
        csv_to_json('a,b\n"1,2\n')
    with raises(ValueError, "csv_to_json", "delimiter"):
        csv_to_json("a\n1", delimiter="ab")
    with raises(ValueError, "NUL"):
        write("x.csv", b"PK\0\0")
        csv_to_json("x.csv")
    with raises(PermissionError, "csv_to_json", "/app"):
        csv_to_json("data.csv", "/data/out.json")
    with raises(ValueError, "line 3"):
        csv_to_json("a,b\n1,2\n1,2,3\n", "out.json")
    assert everything() == ["data.csv", "x.csv"]


def test_json_becomes_csv():
    assert json_to_csv('[{"a": 1, "b": "x,y"}, {"b": null, "c": true}]') == 'a,b,c\n1,"x,y",\n,,true\n'
    assert json_to_csv('{"a": 1}\n{"a": [1, {"x": 2}]}\n') == 'a\n1\n"[1, {""x"": 2}]"\n'
    assert json_to_csv("[[1, 2], [3, null]]") == "1,2\n3,\n"
    assert json_to_csv([{"a": 1.5, "d": date(2024, 5, 1)}], delimiter=";") == "a;d\n1.5;2024-05-01\n"
    assert json_to_csv('[{"a": 1, "b": 2}]', columns=["b", "z"]) == "b,z\n2,\n"
    assert json_to_csv('[{"a": 1}]', header=False) == "1\n"
    assert json_to_csv("[]") == "" and json_to_csv('[{"a": "ä\\n"}]') == 'a\n"ä\n"\n'
    write("f.json", b"\xef\xbb\xbf[{\"a\": 1}]")
    assert json_to_csv("f.json") == json_to_csv(Path("f.json")) == "a\n1\n"


def test_json_is_read_in_pieces():
    # Numbers, strings and escapes that lie across the pieces, and an element larger than one.
    values = [{"n": 10**15 + number, "s": "é\n\"" * 7} for number in range(5_000)] + [{"s": "x" * 200_000, "n": 1}]
    for text in (json.dumps(values), json.dumps(values, indent=3), "\n".join(map(json.dumps, values))):
        write("f.json", text)
        lines = json_to_csv("f.json", columns=["n"], header=False).split()
        assert lines == [str(value["n"]) for value in values]
    for length in range(65_530, 65_540):
        write("n.json", "[[" + "1" * 3 + "]," + " " * length + "[12345]]")
        assert json_to_csv("n.json") == "111\n12345\n"


def test_json_that_is_none_is_told():
    for text, word in {
        '[{"a": 1}': "missing",
        '[{"a": 1} {"a": 2}]': "','",
        "[{}] x": "behind",
        '[{"a": tru}]': "line 1",
        '[{"a": NaN}]': "NaN",
        '[{"a": 1},\n{"a" 2}]': "line 2",
        "[" * 100_000: "deep",
        "[1, 2]": "no object but 1",
        '[{"a": 1}, [2]]': "a list among objects",
    }.items():
        with raises(ValueError, "json_to_csv", word):
            json_to_csv(text)
    with raises(FileNotFoundError, "json_to_csv", "'none.json'"):
        json_to_csv("none.json")
    write("empty.json", "")
    with raises(ValueError, "json_to_csv", "empty"):
        json_to_csv("empty.json")
    with raises(ValueError, "json_to_csv", "quote"):
        json_to_csv([], quote="''")


def test_yaml_becomes_json_and_back():
    text = "name: Ann\nskills:\n- python\n- sql\nborn: 2000-01-02\nn: null\nratio: 0.5\ndeep: {a: [1, {b: c}]}\n"
    value = {
        "name": "Ann", "skills": ["python", "sql"], "born": "2000-01-02", "n": None, "ratio": 0.5,
        "deep": {"a": [1, {"b": "c"}]},
    }
    assert json.loads(yaml_to_json(text)) == value
    write("f.yaml", text)
    assert yaml_to_json("f.yaml", "f.json") is None and json.loads(read("f.json")) == value
    assert json.loads(yaml_to_json(json_to_yaml("f.json"))) == value
    assert json_to_yaml({"b": "ä", "a": [1]}) == "b: ä\na:\n- 1\n"
    assert json_to_yaml('{"b": 1, "a": 2}', sort_keys=True) == "a: 2\nb: 1\n"
    assert yaml_to_json("7: x\ntrue: y\n2024-01-01: z", indent=None) == '{"7": "x", "true": "y", "2024-01-01": "z"}'
    assert yaml_to_json("a: 1\n---\nb: 2\n", indent=None, all=True) == '[{"a": 1}, {"b": 2}]'
    assert yaml_to_json("!!binary aGk=") == '"aGk="' and yaml_to_json("!!set {a}", indent=None) == '["a"]'
    assert yaml_to_json("") == "null" and yaml_to_json("just text") == '"just text"'


def test_yaml_makes_no_objects_and_no_bombs():
    with raises(ValueError, "yaml_to_json", "plain data", "python/object"):
        yaml_to_json("!!python/object/apply:os.system [ls]")
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in range(1, 12):
        bomb += f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n"
    with raises(ValueError, "yaml_to_json", "1000000 values"):
        yaml_to_json(bomb)
    with raises(ValueError, "yaml_to_json", "contains itself"):
        yaml_to_json("&a [*a]")
    with raises(ValueError, "yaml_to_json", "deep"):
        yaml_to_json("[" * 5000)
    with raises(ValueError, "json_to_yaml", "contains itself"):
        loop = []
        loop.append(loop)
        json_to_yaml(loop)


def test_yaml_that_is_none_is_told():
    with raises(ValueError, "yaml_to_json", "line 1"):
        yaml_to_json("a: [1")
    with raises(ValueError, "yaml_to_json", "2 documents", "all=True"):
        yaml_to_json("a\n---\nb")
    with raises(ValueError, "yaml_to_json", "nan"):
        yaml_to_json(".nan")
    with raises(ValueError, "yaml_to_json", "key"):
        yaml_to_json("? [1, 2]\n: x")
    with raises(FileNotFoundError, "yaml_to_json"):
        yaml_to_json("none.yaml")
    write("latin.yaml", b"a: \xe9")
    with raises(ValueError, "yaml_to_json"):
        yaml_to_json("latin.yaml")
    assert json.loads(yaml_to_json("latin.yaml", encoding="latin-1")) == {"a": "é"}
    with raises(ValueError, "json_to_yaml", "no JSON"):
        json_to_yaml("{a: 1}")
    with raises(FileNotFoundError, "json_to_yaml"):
        json_to_yaml("none.json")
    with raises(ValueError, "json_to_yaml", "complex"):
        json_to_yaml([1j])


def test_xml_becomes_a_dict():
    assert xml_to_dict("<a/>") == {"a": None}
    assert xml_to_dict("<a> x </a>") == {"a": "x"} and xml_to_dict("<a> x </a>", strip=False) == {"a": " x "}
    assert xml_to_dict("<a x='1'>t<b/></a>") == {"a": {"@x": "1", "b": None, "#text": "t"}}
    assert xml_to_dict("<a><b>1</b><c/><b>2</b></a>") == {"a": {"b": ["1", "2"], "c": None}}
    assert xml_to_dict("<a><b>1</b></a>", lists=["b"]) == {"a": {"b": ["1"]}}
    assert xml_to_dict("<a x='1'>t</a>", attributes=None) == {"a": "t"}
    assert xml_to_dict("<a x='1'>t</a>", attributes="_", text_key="text") == {"a": {"_x": "1", "text": "t"}}
    assert xml_to_dict("<n:a xmlns:n='urn:x'><![CDATA[<&>]]>&amp;&#228;</n:a>") == {
        "n:a": {"@xmlns:n": "urn:x", "#text": "<&>&ä"}
    }
    write("f.xml", '<?xml version="1.0" encoding="ISO-8859-1"?>\n<a>\xe9</a>'.encode("latin-1"))
    assert xml_to_dict("f.xml") == xml_to_dict(Path("f.xml")) == {"a": "é"}
    assert xml_to_dict('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>') == {"a": "é"}
    write("wide.xml", "<a>é</a>".encode("utf-16"))
    assert xml_to_dict("wide.xml") == {"a": "é"}
    write("large.xml", "<list>" + "<item n='1'>x</item>" * 20_000 + "</list>")
    assert len(xml_to_dict("large.xml")["list"]["item"]) == 20_000


def test_xml_cannot_be_a_bomb():
    lol = '<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY l2 "&l;&l;&l;">]><a>&l2;</a>'
    with raises(ValueError, "xml_to_dict", "entity 'l'"):
        xml_to_dict(lol)
    with raises(ValueError, "xml_to_dict", "entity 'x'"):
        xml_to_dict('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
    with raises(ValueError, "xml_to_dict", "entity 'p'"):
        xml_to_dict('<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><a/>')
    assert xml_to_dict('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a>x</a>') == {"a": "x"}
    with raises(ValueError, "xml_to_dict", "500 levels"):
        xml_to_dict("<a>" * 600 + "</a>" * 600)


def test_xml_that_is_none_is_told():
    for text in ("<a>", "<a></b>", "<a>&unknown;</a>", "<a/><b/>", "<a>\x01</a>", "x\ny", ""):
        with raises(ValueError, "xml_to_dict", "no XML"):
            xml_to_dict(text)
    with raises(FileNotFoundError, "xml_to_dict", "'none.xml'"):
        xml_to_dict("none.xml")
    write("f.xml", b"<a>\xff</a>")
    with raises(ValueError, "xml_to_dict", "line 1"):
        xml_to_dict("f.xml")
    with raises(TypeError, "xml_to_dict"):
        xml_to_dict({"a": 1})


def test_dicts_become_xml_and_back():
    data = {
        "team": {
            "@name": 'a "quoted" <name>\n&',
            "member": ["Ann", "Bob & Cy", None, {"@age": "3", "#text": "x < y"}],
            "empty": None,
            "deep": {"er": {"est": "1"}},
        }
    }
    for indent in (None, 0, 2):
        assert xml_to_dict(dict_to_xml(data, indent=indent)) == data
    assert dict_to_xml({"a": [1, True, None]}, root="r", indent=None, declaration=False) == "<r><a>1</a><a>true</a><a/></r>"
    assert dict_to_xml({"a": 1.5}) == '<?xml version="1.0" encoding="UTF-8"?>\n<a>1.5</a>\n'
    assert dict_to_xml(data, "f.xml") is None and xml_to_dict("f.xml") == data
    deep = value = {}
    for _ in range(400):
        value["a"] = {}
        value = value["a"]
    assert dict_to_xml({"a": deep}).count("<a") == 401


def test_what_is_no_xml_is_told():
    loop = {}
    loop["a"] = loop
    for data, word in (
        ({"a": 1, "b": 2}, "root="),
        ({"a": [1, 2]}, "root="),
        ({}, "root="),
        ({"a b": 1}, "'a b'"),
        ({"1a": 1}, "'1a'"),
        ({"a": {"@x y": 1}}, "'@x y'"),
        ({"a": "\x00"}, "'\\x00'"),
        ({"a": {"@x": {"y": 1}}}, "no text"),
        ({"a": {"b": [[1]]}}, "no text"),
        (loop, "contains itself"),
    ):
        with raises(ValueError, "dict_to_xml", word):
            dict_to_xml(data)
    with raises(TypeError, "dict_to_xml", "[1]"):
        dict_to_xml([1])


run_tests(globals())
