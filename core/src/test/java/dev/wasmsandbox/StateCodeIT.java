package dev.wasmsandbox;

import static dev.wasmsandbox.RuntimeType.JAVASCRIPT;
import static dev.wasmsandbox.RuntimeType.PYTHON;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated code in the real guests. */
class StateCodeIT {
    private static final String SESSION = "state";

    private final StorageAdapter storage = new MemoryStorageAdapter();
    private final Sessions sessions = Sessions.of(storage, SandboxLogger.none());

    private SandboxResult execute(RuntimeType runtime, String code) {
        try (Sandbox sandbox =
                Sandbox.builder()
                        .runtime(runtime)
                        .storage(storage)
                        .sessionId(SESSION)
                        .logger(SandboxLogger.none())
                        .build()) {
            return sandbox.execute(code);
        }
    }

    private SandboxResult turn(RuntimeType runtime, String code) {
        return execute(runtime, StateCode.wrapStatefulCode(runtime, code));
    }

    private String printed(RuntimeType runtime, String code) {
        SandboxResult result = turn(runtime, code);
        assertThat(result.stderr()).isEmpty();
        assertThat(result.success()).isTrue();
        return result.stdout();
    }

    private String state() {
        return new String(
                sessions.readFile(SESSION, StateCode.STATE_FILE),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private void writeState(String json) {
        boolean _ = sessions.open(SESSION);
        sessions.writeFile(SESSION, StateCode.STATE_FILE, json, true);
    }

    @Test
    void variables_of_python_are_there_again() {
        assertThat(printed(PYTHON, "counter = 0; data = []\nlist = 'a name of the language'"))
                .isEmpty();
        assertThat(printed(PYTHON, "counter += 1; data.append('item'); print(counter, data, list)"))
                .isEqualTo("1 ['item'] a name of the language\n");
        assertThat(printed(PYTHON, "del data\nprint(counter)")).isEqualTo("1\n");
        assertThat(printed(PYTHON, "print('data' in globals())")).isEqualTo("False\n");
        assertThat(state()).isEqualTo("{\"counter\":1,\"list\":\"a name of the language\"}");
        assertThat(sessions.listFiles(SESSION))
                .containsExactly(StateCode.STATE_FILE, "user_code.py");
    }

    @Test
    void the_state_object_of_javascript_is_there_again() {
        String count = "_state.counter = (_state.counter || 0) + 1; console.log(_state.counter);";

        assertThat(printed(JAVASCRIPT, count)).isEqualTo("1\n");
        assertThat(printed(JAVASCRIPT, count)).isEqualTo("2\n");
        assertThat(printed(JAVASCRIPT, "_state = {list: [1, {a: null}]} // replaced")).isEmpty();

        assertThat(state()).isEqualTo("{\"list\":[1,{\"a\":null}]}");
        assertThat(sessions.listFiles(SESSION))
                .containsExactly(StateCode.STATE_FILE, "user_code.js");
    }

    @Test
    void both_languages_share_the_state() {
        assertThat(printed(PYTHON, "counter = 41")).isEmpty();
        assertThat(printed(JAVASCRIPT, "_state.counter++; _state['no name'] = 'kept'")).isEmpty();
        assertThat(printed(PYTHON, "print(counter)")).isEqualTo("42\n");
        assertThat(printed(JAVASCRIPT, "console.log(_state['no name'])")).isEqualTo("kept\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "None",
                "True",
                "0",
                "-1.5e300",
                "2 ** 4000",
                "''",
                "'quote \\' \" backslash \\\\ newline \\n NUL \\0 ü 🙂'",
                "'\\ud800'",
                "[]",
                "{'': {'a': [None, False, 1, 1.0, 'x']}}"
            })
    void odd_values_of_python_come_back_as_they_were(String value) {
        printed(PYTHON, "x = " + value);

        assertThat(printed(PYTHON, "print(x == " + value + ", type(x) is type(" + value + "))"))
                .isEqualTo("True True\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "0",
                "-1.5e300",
                "''",
                "'quote \\' \" backslash \\\\ newline \\n NUL \\0 ü 🙂 \\ud800'",
                "[]",
                "{'': {a: [null, false, 1, 'x']}, '__proto__x': 1}"
            })
    void odd_values_of_javascript_come_back_as_they_were(String value) {
        printed(JAVASCRIPT, "_state.x = " + value);

        assertThat(
                        printed(
                                JAVASCRIPT,
                                "console.log(JSON.stringify(_state.x) === JSON.stringify("
                                        + value
                                        + "))"))
                .isEqualTo("true\n");
    }

    @Test
    void what_json_cannot_hold_is_left_out_in_python() {
        printed(
                PYTHON,
                """
                import json, enum
                class Color(enum.IntEnum): RED = 1
                def function(): pass
                class Kind: pass
                thing = Kind(); text = Color.RED; whole = {1: 'a'}; some = {1}; part = b'x'
                nan = float('nan'); infinite = [float('inf')]; huge = 1 << 20000; number = 1j
                cycle = []; cycle.append(cycle)
                deep = []
                for _ in range(100): deep = [deep]
                wide = [0] * 1_000_000
                shared = [0]
                for _ in range(60): shared = [shared, shared]
                _private = 1
                kept = (1, 2)
                deepest = []
                for _ in range(99): deepest = [deepest]
                """);

        assertThat(printed(PYTHON, "print(sorted(k for k in globals() if k[0] != '_'), kept)"))
                .isEqualTo("['deepest', 'kept'] [1, 2]\n");
    }

    @Test
    void what_json_cannot_hold_is_left_out_in_javascript() {
        printed(
                JAVASCRIPT,
                """
                _state.nothing = undefined; _state.f = () => 1; _state.s = Symbol('s'); _state.big = 1n;
                _state.nan = NaN; _state.infinite = [Infinity]; _state.date = new Date(0);
                _state.map = new Map(); _state.holes = [1, , 2]; _state.inner = {f() {}};
                _state.cycle = []; _state.cycle.push(_state.cycle);
                let deep = []; for (let i = 0; i < 100; i++) deep = [deep]; _state.deep = deep;
                let deepest = []; for (let i = 0; i < 99; i++) deepest = [deepest]; _state.deepest = deepest;
                let shared = [0]; for (let i = 0; i < 60; i++) shared = [shared, shared]; _state.shared = shared;
                _state.wide = new Array(2 ** 32 - 1);
                _state.kept = {a: [1]};
                """);

        assertThat(printed(JAVASCRIPT, "console.log(Object.keys(_state).sort().join())"))
                .isEqualTo("deepest,kept\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PYTHON     | {",
                "PYTHON     | []",
                "PYTHON     | {\"x\":",
                "PYTHON     | \"text\"",
                "JAVASCRIPT | {",
                "JAVASCRIPT | []",
                "JAVASCRIPT | null"
            })
    void a_damaged_file_is_told_and_counts_as_empty(RuntimeType runtime, String damage) {
        writeState(damage);

        SandboxResult result = turn(runtime, runtime == PYTHON ? "x = 1" : "_state.x = 1");

        assertThat(result.success()).isTrue();
        assertThat(result.stderr())
                .startsWith(
                        "warning: .session_state.json cannot be used, so the state begins afresh")
                .hasLineCount(1);
        assertThat(state()).isEqualTo("{\"x\":1}");
    }

    @ParameterizedTest
    @EnumSource(RuntimeType.class)
    void deeply_nested_and_odd_files_do_no_harm(RuntimeType runtime) {
        for (String json :
                List.of(
                        "[".repeat(200_000),
                        "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                        "\u0000")) {
            writeState(json);

            SandboxResult result =
                    turn(runtime, runtime == PYTHON ? "print('on')" : "console.log('on')");

            assertThat(result.stdout()).isEqualTo("on\n");
            assertThat(result.success()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(RuntimeType.class)
    void the_size_is_limited_under_at_and_over(RuntimeType runtime) {
        // {"x":"..."} has 8 bytes around the text.
        int most = StateCode.MAX_STATE_BYTES - 8;
        String code = runtime == PYTHON ? "x = 'x' * %d" : "_state.x = 'x'.repeat(%d)";
        String length = runtime == PYTHON ? "print(len(x))" : "console.log(_state.x.length)";

        assertThat(printed(runtime, code.formatted(most))).isEmpty();
        assertThat(printed(runtime, length).strip()).isEqualTo(Integer.toString(most));
        SandboxResult over = turn(runtime, code.formatted(most + 1));

        assertThat(over.success()).isTrue();
        assertThat(over.stderr()).contains("was not written", "10000001", "10000000");
        assertThat(printed(runtime, length).strip()).isEqualTo(Integer.toString(most));
        writeState("{\"x\":\"" + "x".repeat(most + 1) + "\"}");
        assertThat(turn(runtime, "").stderr()).contains("more than 10000000 bytes");
    }

    @Test
    void an_error_has_the_lines_of_the_code_and_keeps_the_state_before_it() {
        printed(PYTHON, "x = 1");

        SandboxResult result = turn(PYTHON, "x = 2\n\ndef f():\n    return 1 / 0\nf()\n");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr())
                .contains("File \"/app/user_code.py\", line 5, in <module>\n    f()")
                .contains("line 4, in f\n    return 1 / 0")
                .endsWith("ZeroDivisionError: division by zero\n");
        assertThat(result.outcome())
                .isInstanceOfSatisfying(
                        Outcome.GuestError.class,
                        end -> {
                            assertThat(end.error().file()).isEqualTo("/app/user_code.py");
                            assertThat(end.error().line()).isEqualTo(4);
                        });
        assertThat(printed(PYTHON, "print(x)")).isEqualTo("1\n");
        SandboxResult wrong = turn(PYTHON, "x = 3\nx = (\n");
        assertThat(wrong.stderr())
                .contains("line 2\n    x = (\n", "SyntaxError: '(' was never closed");
        assertThat(printed(PYTHON, "print(x)")).isEqualTo("1\n");

        printed(JAVASCRIPT, "_state.x = 1");
        SandboxResult thrown = turn(JAVASCRIPT, "_state.x = 2;\n\nthrow new TypeError('no');\n");
        assertThat(thrown.stderr()).contains("user_code.js:3", "TypeError: no");
        assertThat(printed(JAVASCRIPT, "console.log(_state.x)")).isEqualTo("1\n");
    }

    @Test
    void an_exit_keeps_the_state() {
        assertThat(turn(PYTHON, "import sys\nx = 7\nsys.exit(3)").exitCode()).isEqualTo(3);
        assertThat(printed(PYTHON, "print(x)")).isEqualTo("7\n");
        assertThat(turn(JAVASCRIPT, "_state.x = 8; std.exit(4)").exitCode()).isEqualTo(4);
        assertThat(printed(JAVASCRIPT, "console.log(_state.x)")).isEqualTo("8\n");
    }

    @Test
    void code_of_every_form_can_be_wrapped() {
        assertThat(
                        printed(
                                PYTHON,
                                "'''Doc.'''\r\nfrom __future__ import annotations\r\nx: Later = '''a\r\n\\'b'''\r\nprint(repr(x), __name__)  # end"))
                .isEqualTo("\"a\\n'b\" __main__\n");
        assertThat(printed(PYTHON, "")).isEmpty();
        assertThat(printed(JAVASCRIPT, "")).isEmpty();
        assertThat(
                        printed(
                                JAVASCRIPT,
                                "import * as s from 'std';\nexport const y = 1;\n_state.m = typeof s.open; // end"))
                .isEmpty();
        assertThat(printed(JAVASCRIPT, "await new Promise(r => setTimeout(r, 1)); _state.a = 1;"))
                .isEmpty();
        assertThat(printed(JAVASCRIPT, "console.log(_state.m, _state.a)"))
                .isEqualTo("function 1\n");
    }

    @Test
    void what_timers_and_promises_change_is_kept() {
        printed(
                JAVASCRIPT,
                """
                _state.log = [];
                setTimeout(() => _state.log.push('timer'), 2);
                Promise.resolve().then(() => _state.log.push('promise'));
                const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
                (async () => { await sleep(4); _state.log.push('async'); })();
                let left = 3;
                const id = setInterval(() => { _state.log.push(left); if (--left === 0) clearInterval(id); }, 6);
                """);

        assertThat(printed(JAVASCRIPT, "console.log(_state.log.join())"))
                .isEqualTo("promise,timer,async,3,2,1\n");
    }

    @Test
    void saving_and_loading_can_be_placed_by_hand() {
        assertThat(
                        execute(
                                        PYTHON,
                                        StateCode.loadStateCode(PYTHON)
                                                + "n = globals().get('n', 0) + 1\nlen = 5\n"
                                                + StateCode.saveStateCode(PYTHON)
                                                + "n = 99\n")
                                .stderr())
                .isEmpty();
        assertThat(execute(PYTHON, StateCode.loadStateCode(PYTHON) + "print(n)").stdout())
                .isEqualTo("1\n");
        assertThat(
                        execute(
                                        JAVASCRIPT,
                                        StateCode.loadStateCode(JAVASCRIPT)
                                                + "_state.n += 1"
                                                + StateCode.saveStateCode(JAVASCRIPT)
                                                + "_state.n = 99")
                                .stderr())
                .isEmpty();
        assertThat(state()).contains("\"n\":2");
    }

    @Test
    void helpers_keep_what_a_program_gives_them() {
        assertThat(
                        execute(
                                        PYTHON,
                                        StateCode.createStateHelpers(PYTHON)
                                                + """
                                                print(load_state(), is_serializable([1]), is_serializable({1}))
                                                print(filter_serializable_globals({'a': 1, '_b': 2, 'c': print}))
                                                print(save_state({'a': [1], 'f': print}), load_state())
                                                """)
                                .stdout())
                .isEqualTo("{} True False\n{'a': 1}\nTrue {'a': [1]}\n");
        assertThat(
                        execute(
                                        JAVASCRIPT,
                                        StateCode.createStateHelpers(JAVASCRIPT)
                                                + """
                                                console.log(JSON.stringify(loadState()), isSerializable([1]), isSerializable(new Set()));
                                                console.log(JSON.stringify(filterSerializableGlobals({a: 1, f() {}})));
                                                console.log(saveState({b: 2, f() {}}), JSON.stringify(loadState()));
                                                """)
                                .stdout())
                .isEqualTo("{\"a\":[1]} true false\n{\"a\":1}\ntrue {\"b\":2}\n");
    }

    @Test
    void a_full_disk_is_told_and_leaves_the_last_state() {
        printed(PYTHON, "x = 1");
        ExecutionPolicy small = ExecutionPolicy.builder().diskQuotaBytes(20_000).build();
        for (RuntimeType runtime : RuntimeType.values()) {
            try (Sandbox sandbox =
                    Sandbox.builder()
                            .runtime(runtime)
                            .storage(storage)
                            .sessionId(SESSION)
                            .policy(small)
                            .logger(SandboxLogger.none())
                            .build()) {
                String code =
                        runtime == PYTHON ? "x = 'y' * 50000" : "_state.x = 'y'.repeat(50000)";
                SandboxResult result = sandbox.execute(StateCode.wrapStatefulCode(runtime, code));

                assertThat(result.stderr()).contains("was not written");
            }
            assertThat(state()).isEqualTo("{\"x\":1}");
        }
    }

    @Test
    void values_of_java_are_judged_alike() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        Object deep = List.of();
        for (int level = 1; level < StateCode.MAX_DEPTH; level++) {
            deep = List.of(deep);
        }
        Map<String, @Nullable Object> inner = new HashMap<>();
        inner.put("n", null);

        assertThat(
                        List.of(
                                        1,
                                        1L,
                                        1.5,
                                        1.5f,
                                        "x",
                                        true,
                                        BigInteger.TWO,
                                        inner,
                                        List.of(List.of()),
                                        deep)
                                .stream()
                                .allMatch(StateCode::isSerializable))
                .isTrue();
        assertThat(StateCode.isSerializable(null)).isTrue();
        assertThat(
                        List.of(
                                        Double.NaN,
                                        Float.POSITIVE_INFINITY,
                                        BigInteger.TWO.pow(20000),
                                        'c',
                                        new int[0],
                                        java.util.Set.of(),
                                        Map.of(1, 2),
                                        cycle,
                                        List.of(deep),
                                        Collections.nCopies(1_000_001, 1))
                                .stream()
                                .noneMatch(StateCode::isSerializable))
                .isTrue();
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        variables.put("b", 1);
        variables.put("a", null);
        variables.put("_private", 1);
        variables.put("no name", 1);
        variables.put("", 1);
        variables.put("thread", new Thread());
        assertThat(StateCode.filterSerializableGlobals(variables)).containsOnlyKeys("b", "a");
    }
}
