# title: Nested source text
# tries: to use up the native stack in the parser and the compiler
# ends: completed
# policy: fuel=4000000000

import ast, sys, warnings

warnings.simplefilter("ignore")
n = 2_000
for source in ("(" * n + ")" * n, "-" * n + "1", "not " * n + "1", "f" + "()" * n, "a" + ".b" * n, "a" + "[0]" * n, "lambda: " * n + "1", "[" * n + "]" * n, "1" + "+1" * n, "a if b else " * n + "c",
               "x = " * n + "1", "f'{" * 200 + "1" + "}'" * 200, "(" * 199 + "yield" + ")" * 199, "if 1:\n" + "".join(" " * i + "if 1:\n" for i in range(1, 200)) + " " * 200 + "pass", "a" + "**b" * n,
               "{" * 150 + "1:" * 3 + "}" * 150, "@x\n" * n + "def f(): pass", "match x:\n case " + "[" * 150 + "]" * 150 + ": pass"):
    for mode in (compile, lambda s, f, m: ast.parse(s), lambda s, f, m: ast.unparse(ast.parse(s))):
        try:
            mode(source, "nested", "exec")
        except (RecursionError, SyntaxError, MemoryError, SystemError) as e:
            pass
print("alive")
