package dev.wasmsandbox;

import static dev.wasmsandbox.TestSandboxes.shown;
import static dev.wasmsandbox.TestSandboxes.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.CodeCompletion.Candidate;
import dev.wasmsandbox.CodeCompletion.Kind;
import dev.wasmsandbox.CodeValidation.Continuation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a prompt, or a notebook, asks of a sandbox. */
class PromptIT {
    private final MemoryStorageAdapter storage = new MemoryStorageAdapter();

    private Sandbox live(RuntimeType runtime) {
        return TestSandboxes.live(storage).runtime(runtime).sessionId("s").build();
    }

    @Test
    void python_shows_the_last_expression() {
        try (Sandbox sandbox = live(RuntimeType.PYTHON)) {
            assertThat(shown(sandbox, "6 * 7")).isEqualTo("42\n");
            assertThat(shown(sandbox, "_ + 1")).isEqualTo("43\n");
            assertThat(shown(sandbox, "None")).isEmpty();
            assertThat(shown(sandbox, "_")).isEqualTo("43\n");
            assertThat(shown(sandbox, "x = 'ä'")).isEmpty();
            assertThat(shown(sandbox, "x")).isEqualTo("'ä'\n");
            assertThat(shown(sandbox, "'doc'")).isEqualTo("'doc'\n");
            assertThat(shown(sandbox, "y = 1\nfor i in range(3):\n    i\n[y, x]  # both"))
                    .isEqualTo("[1, 'ä']\n");
            assertThat(shown(sandbox, "print('a'); 1; 2")).isEqualTo("a\n2\n");
            assertThat(shown(sandbox, "encoding = 'coding'\nencoding")).isEqualTo("'coding'\n");
            assertThat(shown(sandbox, "")).isEmpty();
            assertThat(shown(sandbox, "# nothing")).isEmpty();
            assertThat(shown(sandbox, "import sys\nsys.displayhook = lambda v: print('<', v, '>')"))
                    .isEmpty();
            assertThat(shown(sandbox, "1")).isEqualTo("< 1 >\n");
        }
    }

    @Test
    void without_echo_nothing_is_shown() {
        try (Sandbox sandbox = live(RuntimeType.PYTHON)) {
            assertThat(sandbox.execute("6 * 7").stdout()).isEmpty();
        }
        try (Sandbox sandbox = live(RuntimeType.JAVASCRIPT)) {
            assertThat(sandbox.execute("6 * 7").stdout()).isEmpty();
        }
    }

    @Test
    void python_keeps_future_features() {
        try (Sandbox sandbox = live(RuntimeType.PYTHON)) {
            shown(sandbox, "from __future__ import annotations");
            assertThat(shown(sandbox, "def f(x: undefined_name): pass\nf.__annotations__"))
                    .isEqualTo("{'x': 'undefined_name'}\n");
        }
    }

    @Test
    void javascript_shows_the_last_value() {
        try (Sandbox sandbox = live(RuntimeType.JAVASCRIPT)) {
            assertThat(shown(sandbox, "6 * 7")).isEqualTo("42\n");
            assertThat(shown(sandbox, "_ + 1")).isEqualTo("43\n");
            assertThat(shown(sandbox, "undefined")).isEmpty();
            assertThat(shown(sandbox, "_")).isEqualTo("43\n");
            assertThat(shown(sandbox, "let x = 'ä'")).isEmpty();
            assertThat(shown(sandbox, "x")).isEqualTo("'ä'\n");
            assertThat(shown(sandbox, "'use strict'")).isEqualTo("'use strict'\n");
            assertThat(shown(sandbox, "[1, { a: [2] }, null]"))
                    .isEqualTo("[ 1, { a: [ 2 ] }, null ]\n");
            assertThat(shown(sandbox, "{ a: 1, b: 'c' }")).isEqualTo("{ a: 1, b: 'c' }\n");
            assertThat(shown(sandbox, "{ let y = 2; y + 1 }")).isEqualTo("3\n");
            assertThat(shown(sandbox, "{ a: 1 };")).isEqualTo("1\n");
            assertThat(shown(sandbox, "await Promise.resolve(7)")).isEqualTo("7\n");
            assertThat(shown(sandbox, "Promise.resolve(7)")).isEqualTo("Promise { 7 }\n");
            assertThat(shown(sandbox, "setTimeout(() => console.log('later'), 1); 'now'"))
                    .isEqualTo("later\n'now'\n");
            assertThat(shown(sandbox, "function f() { return 1 }")).isEmpty();
            assertThat(shown(sandbox, "f")).isEqualTo("[Function: f]\n");
            assertThat(shown(sandbox, "const _ = 5")).isEmpty();
            assertThat(shown(sandbox, "8")).isEqualTo("8\n");
            assertThat(shown(sandbox, "_")).isEqualTo("5\n");
            assertThat(shown(sandbox, "import * as std from 'std'; export const z = 1")).isEmpty();
        }
    }

    @Test
    void a_program_may_have_an_underscore_of_its_own() {
        try (Sandbox sandbox = live(RuntimeType.JAVASCRIPT)) {
            shown(sandbox, "1");
            shown(sandbox, "_ = { own: true }");
            shown(sandbox, "2");
            assertThat(shown(sandbox, "_")).isEqualTo("{ own: true }\n");
        }
    }

    @Test
    void python_tracebacks_show_the_lines_of_every_input() {
        try (Sandbox sandbox = live(RuntimeType.PYTHON)) {
            shown(sandbox, "def first(x):\n    return x / 0");
            shown(sandbox, "second = lambda: first(1)");

            SandboxResult result = type(sandbox, "second()");

            assertThat(result.stderr())
                    .isEqualTo(
                            """
                            Traceback (most recent call last):
                              File "<input-3>", line 1, in <module>
                                second()
                                ~~~~~~^^
                              File "<input-2>", line 1, in <lambda>
                                second = lambda: first(1)
                                                 ~~~~~^^^
                              File "<input-1>", line 2, in first
                                return x / 0
                                       ~~^~~
                            ZeroDivisionError: division by zero
                            """);
            assertThat(shown(sandbox, "import inspect\nprint(inspect.getsource(first))"))
                    .startsWith("def first(x):\n");
            assertThat(shown(sandbox, "import sys; sys.last_exc"))
                    .isEqualTo("ZeroDivisionError('division by zero')\n");
            assertThat(shown(sandbox, "__file__")).isEqualTo("'/app/user_code.py'\n");
        }
        try (Sandbox sandbox = live(RuntimeType.PYTHON)) {
            assertThat(type(sandbox, "second()").stderr())
                    .contains("<input-7>", "<input-2>", "return x / 0");
        }
    }

    @Test
    void javascript_errors_show_the_line_of_every_input() {
        try (Sandbox sandbox = live(RuntimeType.JAVASCRIPT)) {
            shown(sandbox, "function first(x) {\n  return x.y.z;\n}");

            SandboxResult result = type(sandbox, "first({})");

            assertThat(result.stderr())
                    .startsWith("<input-1>:2\n  return x.y.z;\n")
                    .contains("TypeError: cannot read property 'z' of undefined")
                    .contains("at first (<input-1>:2:")
                    .contains("<input-2>:1:");
            assertThat(type(sandbox, "{ a: undefinedName }").stderr())
                    .startsWith("<input-3>:1\n{ a: undefinedName }\n");
            assertThat(type(sandbox, "let let = 1").stderr()).startsWith("<input-4>:1\n");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PYTHON     | exit()                       | 0",
                "PYTHON     | import sys; sys.exit(0)      | 0",
                "PYTHON     | raise SystemExit             | 0",
                "PYTHON     | exit(3)                      | 3",
                "JAVASCRIPT | std.exit(0)                  | 0",
                "JAVASCRIPT | std.exit(3)                  | 3"
            })
    void a_program_that_asks_to_end_is_told_apart(RuntimeType runtime, String code, int exitCode) {
        try (Sandbox sandbox = live(runtime)) {
            assertThat(type(sandbox, code).outcome()).isEqualTo(new Outcome.Exited(exitCode));
            assertThat(type(sandbox, "1").outcome()).isEqualTo(new Outcome.Completed());
            if (exitCode == 0) {
                assertThat(sandbox.execute(code).outcome()).isEqualTo(new Outcome.Completed());
            }
        }
        if (runtime == RuntimeType.PYTHON) {
            try (Sandbox sandbox = live(runtime)) {
                type(sandbox, code);
                ExecutionRequest reading =
                        ExecutionRequest.builder("input()").echo(true).standardInput("x\n").build();
                assertThat(sandbox.execute(reading).stdout()).isEqualTo("'x'\n");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PYTHON     | raise KeyboardInterrupt         | KeyboardInterrupt",
                "JAVASCRIPT | await new Promise(() => {})     | Error",
                "JAVASCRIPT | ({ [Symbol.for('nodejs.util.inspect.custom')]() { throw new RangeError('no') } }) | RangeError"
            })
    void whatever_goes_wrong_is_an_error_and_no_end(
            RuntimeType runtime, String code, String error) {
        try (Sandbox sandbox = live(runtime)) {
            assertThat(type(sandbox, code).outcome())
                    .isInstanceOfSatisfying(
                            Outcome.GuestError.class,
                            failed -> assertThat(failed.error().name()).isEqualTo(error));
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeType.class)
    void reports_are_coloured_where_the_environment_asks_for_it(RuntimeType runtime) {
        String code = runtime == RuntimeType.PYTHON ? "1 / 0" : "\n  undefinedName";
        ExecutionRequest coloured =
                ExecutionRequest.builder(code).echo(true).environment("FORCE_COLOR", "1").build();
        try (Sandbox sandbox = live(runtime)) {
            String report = sandbox.execute(coloured).stderr();

            assertThat(report).contains("\033[1;35m", "\033[1;31m", "\033[0m");
            assertThat(report.replaceAll("\033\\[[0-9;]*m", "").replace("<input-1>", ""))
                    .isEqualTo(type(sandbox, code).stderr().replace("<input-2>", ""));
        }
    }

    @Test
    void echo_does_not_need_an_interpreter_that_lives_on() {
        try (Sandbox sandbox = Sandbox.builder().storage(storage).build()) {
            assertThat(shown(sandbox, "1 + 1")).isEqualTo("2\n");
        }
        try (Sandbox sandbox =
                Sandbox.builder().storage(storage).isolation(Isolation.PROCESS).build()) {
            assertThat(shown(sandbox, "1 + 1")).isEqualTo("2\n");
            assertThat(sandbox.complete("import js").candidates())
                    .contains(new Candidate("json", Kind.MODULE));
            assertThat(sandbox.validateCode("def f(").continuation())
                    .isEqualTo(Continuation.NEEDED);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PYTHON     | x = 1                       | NONE",
                "PYTHON     | x = (1,                     | NEEDED",
                "PYTHON     | def f():                    | NEEDED",
                "PYTHON     | def f(): pass               | POSSIBLE",
                "PYTHON     | def f():~    return 1       | POSSIBLE",
                "PYTHON     | def f():~    return 1~x     | NONE",
                "PYTHON     | if x:~    y~else:           | NEEDED",
                "PYTHON     | try:~    x                  | NEEDED",
                "PYTHON     | @decorator                  | NEEDED",
                "PYTHON     | class A:~    x = 1~~        | POSSIBLE",
                "PYTHON     | '''abc                      | NEEDED",
                "PYTHON     | x = 'abc                    | NONE",
                "PYTHON     | x = 'abc\\                  | NEEDED",
                "PYTHON     | x = 1 + \\                  | NEEDED",
                "PYTHON     | f'{x                        | NEEDED",
                "PYTHON     | f'x                         | NONE",
                "PYTHON     | f'''{x                      | NEEDED",
                "PYTHON     | x = 5 5                     | NONE",
                "PYTHON     | ) x                         | NONE",
                "PYTHON     | def f():~  x = = 1          | NONE",
                "PYTHON     | def f():~   x~  y           | NONE",
                "PYTHON     | return 1                    | NONE",
                "PYTHON     | # only a comment            | NONE",
                "JAVASCRIPT | let x = 1;                  | NONE",
                "JAVASCRIPT | let x = 1                   | POSSIBLE",
                "JAVASCRIPT | f(1,                        | NEEDED",
                "JAVASCRIPT | function f() {              | NEEDED",
                "JAVASCRIPT | function f() { return 1 }   | NONE",
                "JAVASCRIPT | if (x) { y }                | POSSIBLE",
                "JAVASCRIPT | if (x) y; else              | NEEDED",
                "JAVASCRIPT | if (x) { y } else { z }     | NONE",
                "JAVASCRIPT | const a = [                 | NEEDED",
                "JAVASCRIPT | const a                     | NEEDED",
                "JAVASCRIPT | x => {                      | NEEDED",
                "JAVASCRIPT | ´abc                        | NEEDED",
                "JAVASCRIPT | ´abc ${ x }                 | NEEDED",
                "JAVASCRIPT | ´abc ${ x                   | NEEDED",
                "JAVASCRIPT | 'abc                        | NONE",
                "JAVASCRIPT | 'abc\\                      | NEEDED",
                "JAVASCRIPT | /* abc                      | NEEDED",
                "JAVASCRIPT | // abc                      | NONE",
                "JAVASCRIPT | a +                         | NEEDED",
                "JAVASCRIPT | a.                          | NEEDED",
                "JAVASCRIPT | class A { m(                | NEEDED",
                "JAVASCRIPT | switch (x) {                | NEEDED",
                "JAVASCRIPT | for (const i of             | NEEDED",
                "JAVASCRIPT | await f(                    | NEEDED",
                "JAVASCRIPT | import { a                  | NEEDED",
                "JAVASCRIPT | let let = 1                 | NONE",
                "JAVASCRIPT | break                       | NONE",
                "JAVASCRIPT | let q; let q                | NONE",
                "JAVASCRIPT | 1++                         | NONE",
                "JAVASCRIPT | )                           | NONE",
                "JAVASCRIPT | f() }                       | NONE",
            })
    void the_parser_tells_whether_more_lines_belong_to_it(
            RuntimeType runtime, String code, Continuation continuation) {
        String lines = code.replace('~', '\n').replace('´', '`');
        try (Sandbox sandbox = live(runtime)) {
            CodeValidation validation = sandbox.validateCode(lines);

            assertThat(validation.continuation()).as(validation.toString()).isEqualTo(continuation);
            if (continuation == Continuation.NEEDED) {
                assertThat(validation.valid()).isFalse();
            }
        }
    }

    /** Whatever was valid as a whole is not wrong when only a part of its lines was typed. */
    @ParameterizedTest
    @CsvSource({
        "PYTHON, ../guest-python/src/test/resources/conformance, .py",
        "JAVASCRIPT, ../guest-javascript/src/test/resources/cases, .js"
    })
    void a_program_that_is_typed_line_by_line_is_never_wrong(
            RuntimeType runtime, Path directory, String suffix) throws IOException {
        try (Sandbox sandbox = live(runtime);
                Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(suffix)).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String program = new String(bytes, StandardCharsets.UTF_8);
                if (!Arrays.equals(program.getBytes(StandardCharsets.UTF_8), bytes)
                        || !sandbox.validateCode(program).valid()) {
                    continue;
                }
                for (int end = program.indexOf('\n');
                        end >= 0;
                        end = program.indexOf('\n', end + 1)) {
                    CodeValidation validation = sandbox.validateCode(program.substring(0, end));
                    assertThat(
                                    validation.valid()
                                            || validation.continuation() == Continuation.NEEDED)
                            .as("%s to %d: %s", file, end, validation)
                            .isTrue();
                }
            }
        }
    }
}
