# title: A traceback of thousands of different lines
# tries: to have the report of an error grow without end
# ends: error RecursionError | error ValueError
# policy: fuel=3000000000

source = "\n".join(f"def f{i}(): f{i + 1}()" for i in range(900)) + "\ndef f900(): raise ValueError('x' * 100000)\n"
exec(compile(source, "generated" * 100, "exec"))
chain = None
for i in range(200):
    try:
        raise KeyError(i) from chain
    except KeyError as e:
        chain = e
try:
    f0()
except ValueError as e:
    e.__cause__ = chain
    for i in range(1000):
        e.add_note("note" * 100)
    raise
