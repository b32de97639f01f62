# title: Syntax trees that no parser made
# tries: to have the compiler work on nodes whose parts are missing or of the wrong kind
# ends: completed

import ast

def attempt(tree):
    try:
        exec(compile(tree, "forged", "exec"), {})
    except Exception as e:
        print(type(e).__name__)

for node in (ast.Name("x", ast.Store()), ast.Constant(object()), ast.Lambda(ast.arguments([], [], None, [], [], None, [None] * 3), ast.Constant(1)),
             ast.Call(None, [], []), ast.Starred(ast.Name("x", ast.Load()), ast.Load()), ast.BinOp(1, 2, 3), ast.Dict([None], [None]),
             ast.JoinedStr([ast.Constant(5)]), ast.FormattedValue(ast.Constant(1), 10 ** 9, None), ast.Compare(ast.Constant(1), [], []), ast.BoolOp(ast.And(), []),
             ast.Yield(None), ast.Await(ast.Constant(1)), ast.NamedExpr(ast.Constant(1), ast.Constant(2)), ast.Constant((1, [2]))):
    tree = ast.Module([ast.Expr(node)], [])
    ast.fix_missing_locations(tree)
    attempt(tree)
    node.lineno = -2 ** 31
    node.end_lineno = 2 ** 31 - 1
    attempt(tree)
loop = ast.List([], ast.Load())
loop.elts.append(loop)
attempt(ast.fix_missing_locations(ast.Module([ast.Expr(ast.Constant(1))], [])))
try:
    compile(ast.Module([ast.Expr(loop)], []), "loop", "exec")
except (RecursionError, TypeError, ValueError) as e:
    print(type(e).__name__)
