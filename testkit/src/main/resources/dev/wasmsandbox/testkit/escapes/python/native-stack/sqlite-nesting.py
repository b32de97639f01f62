# title: Nested SQL
# tries: to use up the native stack in the parser and the engine of SQLite
# ends: completed
# policy: fuel=4000000000

import sqlite3

db = sqlite3.connect(":memory:")
n = 20_000
for sql in ("select " + "(" * n + "1" + ")" * n, "select " + "-" * n + "1", "select 1" + " union select 1" * n, "select " + "not " * n + "1", "select * from (" * 500 + "select 1" + ")" * 500,
            "with recursive r(x) as (select 1 union all select x+1 from r limit 100000) select count(*) from r", "select " + "abs(" * n + "1" + ")" * n,
            "select json('" + "[" * n + "]" * n + "')", "select 'a' like '" + "%a" * n + "'", "select " + "case when 1 then " * 2000 + "1" + " end" * 2000):
    try:
        print(str(db.execute(sql).fetchone())[:20])
    except (sqlite3.Error, RecursionError, OverflowError) as e:
        print(type(e).__name__)
db.create_function("again", 1, lambda x: db.execute("select again(1)").fetchone()[0])
try:
    db.execute("select again(1)").fetchone()
except (sqlite3.Error, RecursionError) as e:
    print(type(e).__name__)
