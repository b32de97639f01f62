import re
from pathlib import Path


def lines_of(results):
    return [(found["file"], found["line"], found["text"]) for found in results]


def test_grep_searches_files_directories_and_patterns():
    write("a.log", "start\nERROR one\nend\nerror two")
    write("b/c.log", "an ERROR\r\nno\r\n")
    write("b/d.txt", "ERROR")
    assert lines_of(grep("ERROR", "a.log")) == [("a.log", 2, "ERROR one")]
    assert lines_of(grep("error$|^start", ["a.log"], ignore_case=True)) == [("a.log", 1, "start")]
    assert lines_of(grep("ERROR")) == [("a.log", 2, "ERROR one"), ("b/c.log", 1, "an ERROR"), ("b/d.txt", 1, "ERROR")]
    assert lines_of(grep("ERROR", "b", include="*.log")) == [("b/c.log", 1, "an ERROR")]
    assert lines_of(grep("ERROR", "b/*.log")) == [("b/c.log", 1, "an ERROR")]
    assert lines_of(grep("ERROR$", "b/c.log")) == [("b/c.log", 1, "an ERROR")]
    assert lines_of(grep("ERROR", [Path("a.log"), "b"], exclude="*.txt", max_results=2)) == [
        ("a.log", 2, "ERROR one"), ("b/c.log", 1, "an ERROR")
    ]
    assert lines_of(grep("E", "a.log", invert=True)) == [("a.log", 1, "start"), ("a.log", 3, "end"), ("a.log", 4, "error two")]
    assert lines_of(grep(re.compile("two", re.I), "a.log")) == [("a.log", 4, "error two")]
    assert grep("nothing") == []


def test_grep_takes_text_as_it_is_and_whole_words():
    write("t", "a.b\naxb\ncat\nconcat\n")
    assert lines_of(grep("a.b", "t")) == [("t", 1, "a.b"), ("t", 2, "axb")]
    assert lines_of(grep("a.b", "t", regex=False)) == [("t", 1, "a.b")]
    assert lines_of(grep("cat", "t", whole_word=True)) == [("t", 3, "cat")]
    assert lines_of(grep("(", "t", False)) == []


def test_grep_gives_context():
    write("t", "1\n2\n3\n4\n5\n")
    assert grep("[23]", "t", context=1) == [
        {"file": "t", "line": 2, "text": "2", "before": ["1"], "after": ["3"]},
        {"file": "t", "line": 3, "text": "3", "before": ["2"], "after": ["4"]},
    ]
    assert grep("5", "t", context=9) == [
        {"file": "t", "line": 5, "text": "5", "before": ["1", "2", "3", "4"], "after": []}
    ]
    assert grep("1", "t", context=2, max_results=1) == [
        {"file": "t", "line": 1, "text": "1", "before": [], "after": ["2", "3"]}
    ]


def test_grep_passes_over_binary_files_and_reads_every_encoding():
    write("binary", b"needle\0needle")
    write("latin", b"caf\xe9 needle")
    write("wide", "needle größer\n".encode("utf-16"))
    write("empty", "")
    assert lines_of(grep("needle")) == [("latin", 1, "caf\ufffd needle"), ("wide", 1, "needle größer")]
    assert len(grep("needle", "binary", binary=True)) == 1
    assert lines_of(grep("café", "latin", encoding="latin-1")) == [("latin", 1, "café needle")]


def test_grep_tells_what_is_wrong():
    write("t", "x")
    with raises(ValueError, "grep", "'a('", "unterminated", "regex=False"):
        grep("a(", "t")
    with raises(FileNotFoundError, "grep", "did you mean 't'?"):
        write("tt", "")
        os.unlink("tt")
        grep("a", "tt")
    os.mkdir("d")
    with raises(IsADirectoryError, "grep", "recursive=True"):
        grep("a", "d", recursive=False)
    with raises(TypeError, "grep", "bytes"):
        grep(re.compile(b"x"), "t")
    with raises(TypeError, "grep", "pattern", "None"):
        grep(None, "t")
    with raises(ValueError, "grep", "context"):
        grep("x", "t", context=-1)
    with raises(TypeError, "grep", "paths"):
        grep("x", 3)


def test_sed_changes_text_and_files():
    assert sed(r"foo(\d+)", r"baz\1", "foo123 bar foo7") == "baz123 bar baz7"
    assert sed("a", "b", "a\na\na\n", count=2) == "b\nb\na\n"
    assert sed("^", "> ", "a\r\nb") == "> a\r\n> b"
    assert sed("$", ";", "a\nb\n") == "a;\nb;\n"
    assert sed(".", "!", "a.b", regex=False) == "a!b"
    assert sed("x", r"\1", "x", regex=False) == r"\1"
    assert sed("X", "y", "x", ignore_case=True) == "y"
    assert sed(r"\d", lambda match: str(int(match[0]) + 1), "1 2") == "2 3"
    assert sed("a\nb", "c", "a\nb\n", multiline=True) == "c\n"
    assert sed("a\nb", "c", "a\nb\n") == "a\nb\n"
    assert sed("x", "y", "") == ""
    write("f.txt", "red\nred")
    assert sed("red", "blue", "f.txt") == "blue\nblue" and read("f.txt") == b"red\nred"
    assert sed("red", "blue", Path("f.txt"), in_place=True) == 2 and read("f.txt") == b"blue\nblue"
    assert sed("nothing", "x", "f.txt", in_place=True) == 0


def test_sed_leaves_all_else_as_it_is_to_the_byte():
    for content in (b"a\r\nb\xff\xfe\r\na", b"\xef\xbb\xbfa\nb", "a\nä".encode("utf-16-le"), b"a\rb\ra"):
        write("f", b"\xff\xfe" + content if content == "a\nä".encode("utf-16-le") else content)
        before = read("f")
        assert sed("zzz", "", "f", in_place=True) == 0 and read("f") == before
    write("f", b"a\r\n\xff a\r\n")
    assert sed("a$", "b", "f", in_place=True) == 2 and read("f") == b"b\r\n\xff b\r\n"
    write("f", "ä\n".encode("utf-16"))
    assert sed("ä", "ö", "f", in_place=True) == 1 and read("f") == "ö\n".encode("utf-16")
    write("f", b"\xef\xbb\xbfa")
    assert sed("^a", "b", "f", in_place=True) == 1 and read("f") == b"\xef\xbb\xbfb"


def test_sed_that_fails_leaves_the_file():
    write("f", "ab\n")
    with raises(ValueError, "sed", "replacement", "invalid group reference 1", "regex=False"):
        sed("a", r"\1", "f", in_place=True)
    with raises(ZeroDivisionError):
        sed("b", lambda match: 1 / 0, "f", in_place=True)
    assert everything() == ["f"] and read("f") == b"ab\n"
    with raises(FileNotFoundError, "sed"):
        sed("a", "b", "missing.txt", in_place=True)
    with raises(PermissionError, "sed", "/app"):
        sed("a", "b", "/data/site-packages/six.py", in_place=True)
    write("bin", b"a\0")
    with raises(ValueError, "sed", "NUL"):
        sed("a", "b", "bin", in_place=True)
    with raises(TypeError, "sed", "text", "3"):
        sed("a", "b", 3)


def test_head_and_tail_of_every_kind_of_file():
    for content, first, last in (
        ("1\n2\n3\n", "1\n2\n", "2\n3\n"),
        ("1\n2\n3", "1\n2\n", "2\n3"),
        ("1\r\n2\r\n3\r\n", "1\n2\n", "2\n3\n"),
        ("1\r2\r3", "1\n2\n", "2\n3"),
        ("\n\n\n", "\n\n", "\n\n"),
        ("1", "1", "1"),
        ("", "", ""),
    ):
        write("f", content)
        assert head("f", 2) == first and tail("f", 2) == last, content
        assert head("f", 99) == tail("f", 99) == cat("f"), content
        assert head("f", 0) == tail("f", 0) == "", content
    write("f", "ä\nö\n".encode("utf-16"))
    assert head("f", 1) == "ä\n" and tail("f", 1) == "ö\n"
    write("f", b"\xef\xbb\xbfa\nb\n")
    assert head("f", 1) == "a\n" and tail("f", 2) == "a\nb\n"
    write("f", b"\xff\n\xff")
    assert tail("f", 1) == "\ufffd" and tail("f", 1, encoding="latin-1") == "\xff"


def test_head_and_tail_do_not_read_all_of_a_large_file():
    with open("large", "w") as file:
        for number in range(200_000):
            file.write(f"line {number}\n")
    assert head("large", 2) == "line 0\nline 1\n"
    assert tail("large", 2) == "line 199998\nline 199999\n"
    assert tail("large", 30_000).startswith("line 170000\n")
    with open("long", "w") as file:
        file.write("x" * 300_000 + "\n" + "y" * 300_000)
    assert tail("long", 1) == "y" * 300_000
    with raises(ValueError, "tail", "lines", "-1"):
        tail("large", -1)
    with raises(ValueError, "head", "lines", "'3'"):
        head("large", "3")
    with raises(IsADirectoryError, "head"):
        head(".")


def test_wc_counts():
    for content, lines, words, chars in (
        ("", 0, 0, 0),
        ("one two\nthree", 2, 3, 13),
        ("one\r\ntwo\r\n", 2, 2, 10),
        ("\n", 1, 0, 1),
        ("Größe ß", 1, 2, 7),
        (" \t x  ", 1, 1, 6),
        ("a\u2003b", 1, 2, 3),
    ):
        write("f", content)
        counted = wc("f")
        assert counted == {"lines": lines, "words": words, "chars": chars, "bytes": len(content.encode())}, content
    write("f", "ä b\n".encode("utf-16"))
    assert wc("f") == {"lines": 1, "words": 2, "chars": 4, "bytes": 10}
    write("f", b"a \xc3")
    assert wc("f") == {"lines": 1, "words": 2, "chars": 3, "bytes": 3}
    # Words and characters that lie across the pieces in which a file is read.
    write("f", ("x" * 65535 + "ä word\n") * 3)
    assert wc("f") == {"lines": 3, "words": 6, "chars": 3 * 65542, "bytes": 3 * 65543}
    write("f", "a" * 65536 + "b")
    assert wc("f")["words"] == 1
    with raises(FileNotFoundError, "wc"):
        wc("none")


def test_diff_agrees_with_pythons_own():
    import difflib
    import random

    random.seed(4)
    for _ in range(150):
        before = [f"{random.randrange(4)}\n" for _ in range(random.randrange(25))]
        after = [line for line in before if random.random() > 0.2]
        for _ in range(random.randrange(4)):
            after.insert(random.randrange(len(after) + 1), f"{random.randrange(4)}\n")
        for context in (0, 1, 3):
            ours = diff("".join(before) + "end\n", "".join(after) + "end\n", context=context)
            theirs = "".join(difflib.unified_diff(before + ["end\n"], after + ["end\n"], "old", "new", n=context))
            if before == after:
                assert ours == ""
                continue
            assert applied(before + ["end\n"], ours) == after + ["end\n"]
            assert ours.count("\n") <= theirs.count("\n") + 12


def applied(before, patch):
    """Applies a unified diff, strictly."""
    result, position = [], 0
    for line in patch.splitlines(keepends=True)[2:]:
        if line.startswith("@@"):
            start, count = (re.match(r"@@ -(\d+)(?:,(\d+))?", line)[1], re.match(r"@@ -(\d+)(?:,(\d+))?", line)[2])
            start = int(start) - (count != "0")
            result += before[position:start]
            position = start
        elif line[0] in " -":
            assert before[position] == line[1:], (before, patch)
            position += 1
            if line[0] == " ":
                result.append(line[1:])
        else:
            result.append(line[1:])
    return result + before[position:]


def test_diff_of_files_and_texts():
    write("a", "1\n2\n3\n")
    write("b", "1\nTWO\n3")
    assert diff("a", "b") == (
        "--- a\n+++ b\n@@ -1,3 +1,3 @@\n 1\n-2\n-3\n+TWO\n+3\n\\ No newline at end of file\n"
    )
    assert diff("a", "a") == "" and diff("a", "1\n2\n3\n") == ""
    assert diff("a", Path("b"), unified=False) == [
        {"change": "replace", "old_line": 2, "new_line": 2, "old": ["2", "3"], "new": ["TWO", "3"]}
    ]
    assert diff("", "x\n") == "--- old\n+++ new\n@@ -0,0 +1 @@\n+x\n"
    assert diff("a\r\n", "a\n", unified=False) != []
    write("bin", b"\0")
    with raises(ValueError, "diff", "NUL"):
        diff("a", "bin")
    with raises(FileNotFoundError, "diff"):
        diff("a", Path("none"))


def test_diff_of_large_files_looks_at_what_differs():
    many = [f"line {number}\n" for number in range(50_000)]
    other = many[:25_000] + ["new\n"] + many[25_001:]
    assert diff("".join(many), "".join(other), context=0) == "--- old\n+++ new\n@@ -25001 +25001 @@\n-line 25000\n+new\n"
    assert diff("".join(many), "".join(f"other {number}\n" for number in range(6_000))).count("\n") == 56_003


run_tests(globals())
