# title: Extensions and attached files of SQLite
# tries: to load native code, or to open a database of the host, by SQL
# ends: completed

import sqlite3

db = sqlite3.connect(":memory:")
for act in (lambda: db.enable_load_extension(True), lambda: db.load_extension("/app/native.so"),
            lambda: db.execute("select load_extension('/app/native.so')"),
            lambda: db.execute("attach database '@OUTSIDE@/secret.txt' as outside"),
            lambda: db.execute("attach database '/etc/passwd' as outside"),
            lambda: db.execute("vacuum into '@OUTSIDE@/copy.db'"),
            lambda: db.execute("select readfile('/etc/passwd')"),
            lambda: db.execute("select writefile('@OUTSIDE@/new', 'x')"),
            lambda: db.execute("pragma temp_store_directory = '@OUTSIDE@'"),
            lambda: sqlite3.connect("file:/etc/passwd?mode=ro", uri=True).execute("select 1 from sqlite_master")):
    try:
        print(str(act())[:20])
    except (sqlite3.Error, AttributeError) as e:
        print(type(e).__name__)
try:
    print("ESCAPED", db.execute("select * from outside.sqlite_master").fetchall())
except sqlite3.Error:
    pass
