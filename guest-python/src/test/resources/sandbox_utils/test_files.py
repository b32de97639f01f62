import time
from datetime import datetime, timedelta, timezone
from pathlib import Path


def some():
    for path, content in {
        "a.csv": "1,2\n",
        "B.CSV": "",
        ".hidden/secret.csv": "x",
        "data/one.csv": "x" * 100,
        "data/deep/two.csv": "x" * 2048,
        "data/deep/notes.txt": "hello",
    }.items():
        write(path, content)


def test_finds_by_name_and_path():
    some()
    assert find("*.csv") == [".hidden/secret.csv", "a.csv", "data/deep/two.csv", "data/one.csv"]
    assert find("*.csv", hidden=False) == ["a.csv", "data/deep/two.csv", "data/one.csv"]
    assert find("*.csv", ignore_case=True, hidden=False)[:2] == ["B.CSV", "a.csv"]
    assert find("*.csv", recursive=False) == ["a.csv"]
    assert find("data/**/*.csv") == ["data/deep/two.csv", "data/one.csv"]
    assert find("deep/*", "data") == ["data/deep/notes.txt", "data/deep/two.csv"]
    assert find("[ab].csv") == ["a.csv"]
    assert find("*.csv", "/app/data") == ["/app/data/deep/two.csv", "/app/data/one.csv"]
    assert find("*.csv", Path("data")) == ["data/deep/two.csv", "data/one.csv"]
    assert find("nothing") == []
    assert find("*", "a.csv") == ["a.csv"]


def test_finds_by_type_size_and_depth():
    some()
    os.symlink("a.csv", "link.csv")
    assert find("*", type="dir") == [".hidden", "data", "data/deep"]
    assert find("*.csv", type="link") == ["link.csv"]
    assert "link.csv" not in find("*.csv") and "link.csv" in find("*.csv", type="any")
    assert find("*", min_size=100) == ["data/deep/two.csv", "data/one.csv"]
    assert find("*", min_size="1K", type="any") == ["data/deep/two.csv"]
    assert find("*", min_size=100, max_size=100) == ["data/one.csv"]
    assert find("*.csv", max_depth=1) == ["a.csv"]
    assert find("*.csv", max_depth=2) == [".hidden/secret.csv", "a.csv", "data/one.csv"]
    assert find("*", exclude=["data", ".*"]) == ["B.CSV", "a.csv"]
    assert find("*", exclude="*.csv", hidden=False) == ["B.CSV", "data/deep/notes.txt"]
    assert len(find("*", max_results=2)) == 2


def test_finds_by_time():
    some()
    now = time.time()
    os.utime("a.csv", (now - 7200, now - 7200))
    assert find("*", older_than=timedelta(hours=1)) == ["a.csv"]
    assert "a.csv" not in find("*", newer_than=timedelta(hours=1))
    assert find("*", older_than=now - 3600) == ["a.csv"]
    assert find("*", older_than=datetime.now(timezone.utc) - timedelta(hours=1)) == ["a.csv"]
    assert find("*", newer_than=datetime(2100, 1, 1)) == []


def test_what_find_cannot_understand_is_told():
    with raises(FileNotFoundError, "find", "'nowhere'", "did you mean"):
        write("nowher", "")
        find("*", "nowhere")
    with raises(ValueError, "find('*.csv', '/app')"):
        find("/app/*.csv")
    for wrong in ({"type": "files"}, {"min_size": "big"}, {"min_size": -1}, {"max_size": True}):
        with raises(ValueError, "find", "is"):
            find("*", **wrong)
    for wrong in ({"max_depth": 0}, {"max_results": 0}, {"newer_than": "today"}):
        with raises(ValueError, "find", next(iter(wrong))):
            find("*", **wrong)
    for pattern in (None, "", 3):
        with raises(TypeError, "find", "pattern"):
            find(pattern)
    with raises(TypeError, "find", "path"):
        find("*", 3)
    with raises(ValueError, "find", "NUL"):
        find("*", "a\0b")
    with raises(ValueError, "find", "empty"):
        find("*", "")


def test_walk_is_lazy_and_filters():
    some()
    assert next(walk("data")) == "data/deep/notes.txt"
    assert list(walk("data", lambda path: path.endswith("one.csv"))) == ["data/one.csv"]
    assert list(walk("data", type="any")) == ["data/deep", "data/deep/notes.txt", "data/deep/two.csv", "data/one.csv"]
    assert list(walk(".", hidden=False, max_depth=1)) == ["B.CSV", "a.csv"]
    with raises(TypeError, "walk", "'*.csv'"):
        walk(".", "*.csv")
    with raises(FileNotFoundError, "walk"):
        list(walk("nowhere"))


def test_what_vanishes_meanwhile_is_passed_over():
    some()
    for path in walk("data"):
        if path.endswith("notes.txt"):
            shutil.rmtree("data/deep")
    assert everything() == [".hidden/", ".hidden/secret.csv", "B.CSV", "a.csv", "data/", "data/one.csv"]


def test_links_that_go_in_circles_are_not_followed():
    write("loop/file.txt", "x")
    os.symlink("../loop", "loop/again")
    os.symlink("self", "self")
    os.symlink("nothing", "dead")
    assert find("*") == ["loop/file.txt"]
    assert find("*", type="any") == ["dead", "loop", "loop/again", "loop/file.txt", "self"]
    assert list(walk("loop")) == ["loop/file.txt"]
    assert "again -> ../loop" in tree("loop")
    with raises(OSError, "find", "self"):
        find("*", "self")
    assert grep("x") == [{"file": "loop/file.txt", "line": 1, "text": "x"}]
    copy_tree("loop", "copy")
    assert os.readlink("copy/again") == "../loop" and read("copy/file.txt") == b"x"
    remove_tree("copy")
    assert os.path.exists("loop/file.txt")


def test_tree_is_drawn():
    some()
    assert tree("data") == "\n".join(
        ["data", "├── deep", "│   ├── notes.txt", "│   └── two.csv", "└── one.csv", "", "1 directory, 3 files"]
    )
    assert tree("data", 1) == "data\n├── deep\n└── one.csv\n\n1 directory, 1 file"
    assert tree("data", dirs_only=True) == "data\n└── deep\n\n1 directory"
    assert "one.csv (100)" in tree("data", sizes=True)
    assert "secret" not in tree() and "secret" in tree(hidden=True)
    assert tree("data", exclude="deep").endswith("0 directories, 1 file")
    os.mkdir("void")
    assert tree("void") == "void\n\n0 directories, 0 files"
    assert tree("a.csv") == "a.csv\n└── a.csv\n\n0 directories, 1 file"


def test_huge_trees_are_cut_where_asked():
    for number in range(300):
        write(f"many/{number // 10:02}/{number:03}.txt", "")
    drawn = tree("many", max_entries=50)
    assert drawn.count("\n") < 60 and "max_entries=50" in drawn
    assert len(find("*", "many")) == 300
    assert len(find("*", "many", max_results=7)) == 7
    assert len(remove_tree("many", dry_run=True)) == 331
    assert copy_tree("many", "copy") == 300
    deep = "/".join(["d"] * 100)
    os.makedirs(deep)
    assert len(find("d", type="dir")) == 100
    assert len(remove_tree("d")) == 100


def test_trees_are_copied_with_times_and_into_what_is_there():
    some()
    os.utime("data/one.csv", (1_000_000_000, 1_000_000_000))
    assert copy_tree("data", "copy") == 3
    assert read("copy/deep/two.csv") == b"x" * 2048
    assert os.stat("copy/one.csv").st_mtime == 1_000_000_000
    with raises(FileExistsError, "copy_tree", "overwrite=True"):
        copy_tree("data", "copy")
    write("copy/one.csv", "old")
    write("copy/own.txt", "stays")
    assert copy_tree("data", "copy", overwrite=True, exclude="deep") == 1
    assert read("copy/one.csv") == b"x" * 100 and read("copy/own.txt") == b"stays"
    os.mkdir("void")
    assert copy_tree("void", "void2") == 0 and os.path.isdir("void2")


def test_copies_that_cannot_be_made_leave_nothing():
    some()
    with raises(ValueError, "copy_tree", "itself"):
        copy_tree("data", "data/deep/copy")
    with raises(ValueError, "copy_tree", "itself"):
        copy_tree("data", "data")
    with raises(NotADirectoryError, "copy_tree"):
        copy_tree("a.csv", "copy")
    with raises(NotADirectoryError, "copy_tree"):
        copy_tree("data", "a.csv", overwrite=True)
    with raises(FileNotFoundError, "copy_tree", "mkdir"):
        copy_tree("data", "no/such/place")
    with raises(PermissionError, "copy_tree", "/app"):
        copy_tree("data", "/data/copy")
    assert not [name for name in everything() if "copy" in name or name.startswith("no")]


def test_trees_are_removed_whole_or_by_pattern():
    some()
    assert remove_tree("data", "*.csv", dry_run=True) == ["data/deep/two.csv", "data/one.csv"]
    assert remove_tree("data", "*.csv") == ["data/deep/two.csv", "data/one.csv"]
    assert os.path.exists("data/deep/notes.txt")
    assert remove_tree("data", dry_run=True) == ["data/deep/notes.txt", "data/deep", "data"]
    assert os.path.exists("data/deep/notes.txt")
    remove_tree("data")
    assert not os.path.exists("data")


def test_the_workspace_itself_is_never_removed():
    some()
    for path in (".", "/app", "/app/", "data/.."):
        with raises(ValueError, "remove_tree", "workspace"):
            remove_tree(path)
    os.chdir("data/deep")
    with raises(ValueError, "remove_tree", "current directory"):
        remove_tree("/app/data")
    os.chdir(HOME)
    for path in ("/data", "/usr/lib/python3.13", "/"):
        with raises(PermissionError, "remove_tree", "/app"):
            remove_tree(path)
    with raises(NotADirectoryError, "remove_tree"):
        remove_tree("a.csv")
    with raises(FileNotFoundError, "remove_tree"):
        remove_tree("nowhere")
    os.symlink("data", "link")
    with raises(NotADirectoryError, "remove_tree", "rm()"):
        remove_tree("link")
    assert len(everything()) == 10
    assert len(remove_tree(".", "*")) == 7 and find() == []


run_tests(globals())
