from pathlib import Path


def test_ls_names_and_tells():
    write("b.txt", "12")
    write("a/x", "")
    write(".hidden", "")
    os.symlink("b.txt", "l")
    assert ls() == ["a", "b.txt", "l"]
    assert ls(all=True) == [".hidden", "a", "b.txt", "l"]
    assert ls("/app/a") == ["x"] and ls(Path("a")) == ["x"]
    assert ls("b.txt") == ["b.txt"]
    assert ls("*.txt") == ["b.txt"] and ls("*.nothing") == []
    os.utime("b.txt", (0, 1_000_000_000))
    assert ls("b.txt", long=True) == [
        {"name": "b.txt", "type": "file", "size": 2, "modified": "2001-09-09T01:46:40Z"}
    ]
    assert [entry["type"] for entry in ls(long=True)] == ["dir", "file", "link"]
    with raises(FileNotFoundError, "ls", "did you mean 'b.txt'?"):
        ls("c.txt")


def test_cat_joins_texts_of_every_encoding():
    write("1", "one\r\ntwo")
    write("2", b"\xef\xbb\xbfM\xc3\xbcll\n")
    write("3", "Größe".encode("utf-16"))
    write("4", b"caf\xe9")
    assert cat("1") == "one\ntwo"
    assert cat("2", "3") == "Müll\nGröße"
    assert cat(["2", Path("3")]) == "Müll\nGröße"
    assert cat("4") == "caf\ufffd" and cat("4", encoding="latin-1") == "café"
    write("5", "")
    assert cat("5") == ""
    assert cat("[12]") == "one\ntwoMüll\n"


def test_cat_refuses_what_is_no_text_and_says_what_helps():
    write("picture.png", b"\x89PNG\0\0")
    with raises(ValueError, "cat", "picture.png", "NUL", "'rb'"):
        cat("picture.png")
    assert cat("picture.png", encoding="latin-1").endswith("\0")
    os.mkdir("folder")
    with raises(IsADirectoryError, "cat", "folder", "ls()"):
        cat("folder")
    with raises(FileNotFoundError, "cat", "did you mean 'picture.png'?"):
        cat("pictur.png")
    with raises(FileNotFoundError, "cat", "there is no directory /app/none either"):
        cat("none/x")
    with raises(FileNotFoundError, "cat", "pattern"):
        cat("*.nothing")
    with raises(TypeError, "cat", "at least one"):
        cat()
    with raises(ValueError, "cat", "'utf-9'"):
        cat("picture.png", encoding="utf-9")
    os.symlink("gone", "dead")
    with raises(FileNotFoundError, "cat", "link to something"):
        cat("dead")
    os.symlink("self", "self")
    with raises(OSError, "cat", "circle"):
        cat("self")
    for path in (None, 3, b"x" * 0, ["picture.png", 4]):
        with raises((TypeError, ValueError), "cat"):
            cat(path)


def test_touch_makes_files_and_renews_times():
    touch("new", "other")
    assert read("new") == b"" and os.path.exists("other")
    write("old", "x")
    os.utime("old", (0, 0))
    touch("old")
    assert read("old") == b"x" and os.stat("old").st_mtime > 0
    with raises(FileNotFoundError, "touch", "mkdir('/app/no')"):
        touch("no/file")
    with raises(PermissionError, "touch", "only /app", "/app/passwd"):
        touch("/etc/passwd")


def test_mkdir_makes_what_is_missing():
    mkdir("a/b/c")
    mkdir("a/b/c")
    with raises(FileExistsError, "mkdir", "directory of this name"):
        mkdir("a/b", exist_ok=False)
    with raises(FileNotFoundError, "mkdir", "/app/x"):
        mkdir("x/y", parents=False)
    write("file", "")
    with raises(FileExistsError, "mkdir", "file of this name"):
        mkdir("file")
    with raises(OSError, "mkdir"):
        mkdir("file/below")
    with raises(PermissionError, "mkdir"):
        mkdir("/tmp/x")
    assert everything() == ["a/", "a/b/", "a/b/c/", "file"]


def test_rm_removes_files_links_and_on_demand_directories():
    for name in ["1.tmp", "2.tmp", "keep", "d/x"]:
        write(name, "")
    os.symlink("d", "link")
    rm("link")
    assert os.path.exists("d/x")
    rm("*.tmp")
    with raises(IsADirectoryError, "rm", "recursive=True"):
        rm("d")
    rm("d", recursive=True)
    assert everything() == ["keep"]
    rm("gone", "*.gone", force=True)
    with raises(FileNotFoundError, "rm", "did you mean 'keep'?"):
        rm("kept")
    with raises(FileNotFoundError, "rm", "pattern"):
        rm("*.gone")
    with raises(ValueError, "workspace"):
        rm("/app", recursive=True)
    with raises(TypeError, "rm", "at least one"):
        rm()
    rm(["keep"])
    assert everything() == []


def test_nothing_outside_of_the_workspace_is_removed_or_written():
    os.symlink("../data/site-packages", "out")
    for path in ("/data/site-packages/six.py", "../data/site-packages/six.py", "/usr/lib/python3.13/json"):
        with raises(PermissionError, "rm", "only /app can be written to"):
            rm(path, recursive=True)
        with raises(PermissionError, "echo", "only /app can be written to"):
            echo("x", path)
        with raises(PermissionError, "mv", "only /app can be written to"):
            mv(path, "mine")
    assert not os.path.exists("mine")
    cp("/data/site-packages/six.py", "mine.py")
    assert len(read("mine.py")) > 1000


def test_cp_copies_files_patterns_and_directories():
    write("a.txt", "A")
    write("b.txt", "B")
    write("d/c.txt", "C")
    cp("a.txt", "copy.txt")
    os.mkdir("into")
    cp("[ab].txt", "into")
    cp("d", "into", recursive=True)
    assert everything() == [
        "a.txt", "b.txt", "copy.txt", "d/", "d/c.txt", "into/", "into/a.txt", "into/b.txt", "into/d/", "into/d/c.txt"
    ]
    write("copy.txt", "old")
    with raises(FileExistsError, "cp", "overwrite=True"):
        cp("a.txt", "copy.txt", overwrite=False)
    cp("a.txt", "copy.txt")
    assert read("copy.txt") == b"A"
    with raises(IsADirectoryError, "cp", "recursive=True"):
        cp("d", "e")
    with raises(NotADirectoryError, "cp", "2 files", "mkdir('/app/e')"):
        cp("[ab].txt", "e")
    with raises(ValueError, "cp", "same file"):
        cp("a.txt", "./a.txt")
    with raises(FileNotFoundError, "cp", "no directory /app/none"):
        cp("a.txt", "none/a.txt")
    with raises(FileNotFoundError, "cp"):
        cp("x.txt", "y.txt")
    write("big", os.urandom(300_000))
    cp("big", "bigger")
    assert read("big") == read("bigger")


def test_mv_renames_and_moves():
    write("a.txt", "A")
    write("b.txt", "B")
    mv("a.txt", "c.txt")
    os.mkdir("d")
    mv("*.txt", "d")
    assert everything() == ["d/", "d/b.txt", "d/c.txt"]
    mv("d", "e")
    assert everything() == ["e/", "e/b.txt", "e/c.txt"]
    mv("e/b.txt", "e/c.txt")
    assert read("e/c.txt") == b"B"
    with raises(ValueError, "mv", "itself"):
        mv("e", "e/inside")
    with raises(ValueError, "mv", "same file"):
        mv("e/c.txt", "/app/e/c.txt")
    write("x", "")
    with raises(FileExistsError, "mv", "overwrite=True"):
        mv("x", "e/c.txt", overwrite=False)
    with raises(PermissionError, "mv"):
        mv("x", "/data/x")
    os.symlink("e/c.txt", "link")
    mv("link", "link2")
    assert os.path.islink("link2") and read("e/c.txt") == b"B"


def test_echo_prints_writes_and_appends():
    echo("a", "f.txt")
    echo("b", "f.txt", append=True)
    echo("c", "f.txt", append=True, end="")
    assert read("f.txt") == b"a\nb\nc"
    echo("", "f.txt")
    assert read("f.txt") == b"\n"
    echo(5, Path("deep/er/n.txt"), parents=True)
    assert read("deep/er/n.txt") == b"5\n"
    echo("new", "g.txt", append=True)
    assert read("g.txt") == b"new\n"
    os.symlink("g.txt", "link")
    echo("through", "link")
    assert os.path.islink("link") and read("g.txt") == b"through\n"
    with raises(IsADirectoryError, "echo"):
        echo("x", "deep")
    with raises(FileNotFoundError, "echo", "mkdir('/app/none')"):
        echo("x", "none/x")
    with raises(PermissionError, "echo", "only /app"):
        echo("x", "/etc/x")
    assert not find(".*", hidden=True)


run_tests(globals())
