package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guide's object {@code _state}: there in every run, and kept where interpreters live on. */
class JavaScriptStateIT {
    private static final String COUNT =
            "_state.counter = (_state.counter || 0) + 1; console.log(_state.counter);";

    private MemoryStorageAdapter storage;

    @BeforeEach
    void create() {
        storage = new MemoryStorageAdapter();
    }

    private Sandbox open(boolean persists) {
        return Sandbox.builder()
                .runtime(RuntimeType.JAVASCRIPT)
                .storage(storage)
                .sessionId("state")
                .logger(SandboxLogger.none())
                .autoPersistGlobals(persists)
                .build();
    }

    private static String printed(Sandbox sandbox, String code) {
        SandboxResult result = sandbox.execute(code);
        assertThat(result.stderr()).isEmpty();
        return result.stdout();
    }

    @Test
    void is_there_and_empty_in_every_fresh_run() {
        try (Sandbox sandbox = open(false)) {
            assertThat(printed(sandbox, "console.log(_state); _state.x = 1")).isEqualTo("{}\n");
            assertThat(printed(sandbox, COUNT)).isEqualTo("1\n");
            assertThat(printed(sandbox, COUNT)).isEqualTo("1\n");
            assertThat(printed(sandbox, "import 'std'; _state.x = 1; console.log(_state.x)"))
                    .isEqualTo("1\n");
        }
    }

    @Test
    void lives_on_with_its_interpreter_and_in_the_next_process() {
        try (Sandbox sandbox = open(true)) {
            assertThat(printed(sandbox, COUNT)).isEqualTo("1\n");
            assertThat(printed(sandbox, COUNT)).isEqualTo("2\n");
        }
        try (Sandbox sandbox = open(true)) {
            assertThat(printed(sandbox, COUNT)).isEqualTo("3\n");
        }
    }

    @Test
    void may_be_replaced_and_hold_anything() {
        try (Sandbox sandbox = open(true)) {
            printed(sandbox, "_state = { list: [1], f: (x) => x + 1, map: new Map([['k', 2]]) }");
            assertThat(
                            printed(
                                    sandbox,
                                    "_state.list.push(_state.f(1)); console.log(_state.list, _state.map.get('k'))"))
                    .isEqualTo("[ 1, 2 ] 2\n");
        }
        try (Sandbox sandbox = open(true)) {
            assertThat(printed(sandbox, "console.log(_state.list, _state.f(5))"))
                    .isEqualTo("[ 1, 2 ] 6\n");
        }
    }

    @Test
    void keeps_what_an_error_left_in_it() {
        try (Sandbox sandbox = open(true)) {
            assertThat(sandbox.execute("_state.x = 1; throw new Error('later')").exitCode())
                    .isEqualTo(1);
            assertThat(printed(sandbox, "console.log(_state.x)")).isEqualTo("1\n");
        }
    }

    @Test
    void is_the_object_that_state_code_keeps() {
        try (Sandbox sandbox = open(false)) {
            String wrapped = StateCode.wrapStatefulCode(RuntimeType.JAVASCRIPT, COUNT);
            assertThat(printed(sandbox, wrapped)).isEqualTo("1\n");
            assertThat(printed(sandbox, wrapped)).isEqualTo("2\n");
            assertThat(
                            printed(
                                    sandbox,
                                    StateCode.wrapStatefulCode(
                                            RuntimeType.JAVASCRIPT, "_state = { other: true };")))
                    .isEmpty();
            assertThat(
                            printed(
                                    sandbox,
                                    StateCode.wrapStatefulCode(
                                            RuntimeType.JAVASCRIPT, "console.log(_state)")))
                    .isEqualTo("{ other: true }\n");
        }
    }

    @Test
    void helpers_and_packages_live_on_too() {
        try (Sandbox sandbox = open(true)) {
            printed(
                    sandbox,
                    "const csv = requireVendor('csv-simple'); writeText('a.csv', 'n\\n1\\n')");
            printed(sandbox, "globalThis.readText = undefined");
            assertThat(
                            printed(
                                    sandbox,
                                    "console.log(typeof readText, csv.parse(readLines('a.csv').join('\\n')))"))
                    .isEqualTo("undefined [ { n: '1' } ]\n");
        }
        try (Sandbox sandbox = open(false)) {
            assertThat(printed(sandbox, "console.log(typeof readText)")).isEqualTo("function\n");
        }
    }
}
