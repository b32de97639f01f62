package dev.wasmsandbox.core.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.ErrorGuidance;
import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Mount;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.TrapReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuidanceTest {
    private static final ExecutionPolicy POLICY = ExecutionPolicy.defaults();

    private static Optional<ErrorGuidance> about(
            RuntimeType runtime, Outcome outcome, String code) {
        return Guidance.about(new Failure(runtime, POLICY, outcome, false, false, code));
    }

    private static Outcome error(String name, String message, Map<String, Object> attributes) {
        return new Outcome.GuestError(
                new ErrorReport(
                        ErrorReport.Phase.RUN, name, message, "/app/user_code", 1, 1, attributes));
    }

    private static void python(
            String type, String name, String message, Map<String, Object> attributes, String code) {
        advises(RuntimeType.PYTHON, type, name, message, attributes, code);
    }

    private static void javaScript(
            String type, String name, String message, Map<String, Object> attributes, String code) {
        advises(RuntimeType.JAVASCRIPT, type, name, message, attributes, code);
    }

    private static void advises(
            RuntimeType runtime,
            String type,
            String name,
            String message,
            Map<String, Object> attributes,
            String code) {
        ErrorGuidance guidance =
                about(runtime, error(name, message, attributes), code).orElseThrow();
        assertThat(guidance.errorType()).isEqualTo(type);
        isConcrete(guidance);
    }

    private static void isConcrete(ErrorGuidance guidance) {
        assertThat(guidance.actionableGuidance()).isNotEmpty();
        assertThat(guidance.actionableGuidance())
                .allSatisfy(step -> assertThat(step).endsWith(".").doesNotContain("%"));
    }

    private static ErrorGuidance limit(TrapReason reason) {
        ErrorGuidance guidance =
                about(RuntimeType.PYTHON, new Outcome.LimitReached(reason, "m"), "x").orElseThrow();
        isConcrete(guidance);
        return guidance;
    }

    @Test
    void a_run_that_went_well_needs_none() {
        assertThat(about(RuntimeType.PYTHON, new Outcome.Completed(), "x")).isEmpty();
        assertThat(about(RuntimeType.PYTHON, new Outcome.Exited(0), "x")).isEmpty();
    }

    @Test
    void what_nothing_is_known_about_gets_none() {
        assertThat(about(RuntimeType.PYTHON, new Outcome.Exited(3), "x")).isEmpty();
        assertThat(about(RuntimeType.PYTHON, new Outcome.Cancelled(), "x")).isEmpty();
        assertThat(
                        about(
                                RuntimeType.PYTHON,
                                error("ZeroDivisionError", "division by zero", Map.of()),
                                "1/0"))
                .isEmpty();
        assertThat(
                        about(
                                RuntimeType.PYTHON,
                                error(
                                        "FileNotFoundError",
                                        "No such file",
                                        Map.of("errno", 44L, "filename", "/app/missing.txt")),
                                "open('missing.txt')"))
                .isEmpty();
        assertThat(
                        about(
                                RuntimeType.JAVASCRIPT,
                                error("TypeError", "not a function", Map.of()),
                                "const x = 1; x();"))
                .isEmpty();
    }

    @Test
    void limits_name_their_value_and_a_larger_one() {
        assertThat(limit(TrapReason.OUT_OF_FUEL).errorType()).isEqualTo("OutOfFuel");
        assertThat(limit(TrapReason.OUT_OF_FUEL).actionableGuidance().toString())
                .contains("5,000,000,000", "10,000,000,000");
        assertThat(limit(TrapReason.OUT_OF_FUEL).codeExamples())
                .containsExactly("ExecutionPolicy.builder().fuelBudget(10000000000L).build()");
        assertThat(limit(TrapReason.MEMORY_LIMIT).errorType()).isEqualTo("MemoryExhausted");
        assertThat(limit(TrapReason.MEMORY_LIMIT).actionableGuidance().toString())
                .contains("128,000,000", "256,000,000");
        assertThat(limit(TrapReason.STACK_OVERFLOW).errorType()).isEqualTo("RecursionLimit");
        ExecutionPolicy timed = ExecutionPolicy.builder().timeout(Duration.ofMillis(1500)).build();
        ErrorGuidance timeout =
                Guidance.about(
                                new Failure(
                                        RuntimeType.PYTHON,
                                        timed,
                                        new Outcome.LimitReached(TrapReason.TIMEOUT, "m"),
                                        false,
                                        false,
                                        ""))
                        .orElseThrow();
        assertThat(timeout.errorType()).isEqualTo("Timeout");
        assertThat(timeout.actionableGuidance().toString()).contains("from 1.5 seconds.");
    }

    @Test
    void a_limit_wins_over_what_else_happened() {
        ErrorGuidance guidance =
                Guidance.about(
                                new Failure(
                                        RuntimeType.PYTHON,
                                        POLICY,
                                        new Outcome.LimitReached(TrapReason.OUT_OF_FUEL, "m"),
                                        true,
                                        true,
                                        "import requests"))
                        .orElseThrow();

        assertThat(guidance.errorType()).isEqualTo("OutOfFuel");
    }

    @Test
    void cut_output_is_told_even_of_a_run_that_went_well() {
        for (Outcome outcome : List.of(new Outcome.Completed(), new Outcome.Exited(4))) {
            ErrorGuidance guidance =
                    Guidance.about(
                                    new Failure(
                                            RuntimeType.PYTHON, POLICY, outcome, true, false, ""))
                            .orElseThrow();
            assertThat(guidance.errorType()).isEqualTo("OutputLimit");
            assertThat(guidance.actionableGuidance().toString()).contains("2,000,000", "1,000,000");
        }
    }

    @Test
    void limits_that_show_as_errors_are_known() {
        python("MemoryExhausted", "MemoryError", "", Map.of(), "[0] * 10**10");
        python(
                "MemoryExhausted",
                "OverflowError",
                "cannot fit 'int' into an index-sized integer",
                Map.of(),
                "[0] * 10**10");
        javaScript("MemoryExhausted", "InternalError", "out of memory", Map.of(), "x");
        python("RecursionLimit", "RecursionError", "maximum recursion depth", Map.of(), "f()");
        javaScript("RecursionLimit", "InternalError", "stack overflow", Map.of(), "f()");
        javaScript(
                "RecursionLimit", "RangeError", "Maximum call stack size exceeded", Map.of(), "f");
        python("DiskQuota", "OSError", "full", Map.of("errno", 51L), "x");
        javaScript("DiskQuota", "Error", "No space left on device", Map.of(), "x");
        python("OpenFileLimit", "OSError", "too many", Map.of("errno", 33L), "x");
    }

    @Test
    void syntax_errors_name_their_place() {
        Outcome outcome =
                new Outcome.GuestError(
                        new ErrorReport(
                                ErrorReport.Phase.COMPILE,
                                "IndentationError",
                                "unexpected indent",
                                "/app/user_code.py",
                                2,
                                5,
                                Map.of()));

        ErrorGuidance guidance =
                about(RuntimeType.PYTHON, outcome, "x = 1\n    y = 2\n").orElseThrow();

        assertThat(guidance.errorType()).isEqualTo("SyntaxError");
        assertThat(guidance.actionableGuidance().get(0))
                .isEqualTo("Correct the code in line 2, column 5: unexpected indent.");
        assertThat(guidance.actionableGuidance().toString()).contains("four spaces");
        assertThat(guidance.codeExamples()).containsExactly("y = 2");
    }

    @Test
    void paths_outside_the_workspace_are_known() {
        python(
                "PathRestriction",
                "FileNotFoundError",
                "No such file",
                Map.of("errno", 44L, "filename", "/etc/passwd"),
                "open('/etc/passwd')");
        python(
                "PathRestriction",
                "PermissionError",
                "refused",
                Map.of("errno", 2L, "filename", "/usr/lib/x"),
                "x");
        python("PathRestriction", "OSError", "Read-only", Map.of("errno", 69L), "x");
        javaScript("PathRestriction", "Error", "no", Map.of("code", "EACCES"), "x");
        javaScript(
                "PathRestriction",
                "TypeError",
                "cannot read property 'puts' of null",
                Map.of("attribute_name", "puts", "object_type", "null"),
                "const f = std.open('/etc/x', 'w'); f.puts('x');");
    }

    @Test
    void the_mounts_are_named_as_other_places() {
        ExecutionPolicy policy =
                ExecutionPolicy.builder()
                        .guestMountPath("/work")
                        .mount(Mount.directory(Path.of("d"), "/data"))
                        .build();
        Outcome outcome =
                error("FileNotFoundError", "", Map.of("errno", 44L, "filename", "/app/x"));

        ErrorGuidance guidance =
                Guidance.about(new Failure(RuntimeType.PYTHON, policy, outcome, false, false, ""))
                        .orElseThrow();

        assertThat(guidance.actionableGuidance().toString()).contains("/work", "/data", "'/app/x'");
    }

    @Test
    void the_network_is_known_to_be_absent() {
        python(
                "NetworkAccess",
                "ModuleNotFoundError",
                "No module named 'requests'",
                Map.of("module_name", "requests"),
                "import requests");
        python("NetworkAccess", "urllib.error.URLError", "urlopen error", Map.of(), "urlopen(u)");
        python("NetworkAccess", "OSError", "x", Map.of("errno", 58L), "s = socket.socket()");
        javaScript(
                "NetworkAccess",
                "ReferenceError",
                "fetch is not defined",
                Map.of("variable_name", "fetch"),
                "fetch('x')");
        javaScript(
                "NetworkAccess",
                "ReferenceError",
                "could not load module 'node:http'",
                Map.of("module_name", "node:http"),
                "import 'node:http'");
    }

    @Test
    void processes_are_known_to_be_absent() {
        python(
                "SubprocessAccess",
                "AttributeError",
                "no attribute",
                Map.of("module_name", "os", "attribute_name", "system"),
                "os.system('ls')");
        python("SubprocessAccess", "OSError", "wasi does not support processes.", Map.of(), "x");
        python("SubprocessAccess", "RuntimeError", "can't start new thread", Map.of(), "x");
        javaScript("SubprocessAccess", "TypeError", "not a function", Map.of(), "os.exec(['ls'])");
        javaScript(
                "SubprocessAccess",
                "ReferenceError",
                "could not load module 'child_process'",
                Map.of("module_name", "child_process"),
                "x");
    }

    @Test
    void packages_that_are_not_there_are_known() {
        python(
                "MissingVendoredPackage",
                "ModuleNotFoundError",
                "No module named 'pandas'",
                Map.of("module_name", "pandas.core"),
                "import pandas");
        assertThat(
                        about(
                                        RuntimeType.PYTHON,
                                        error(
                                                "ModuleNotFoundError",
                                                "",
                                                Map.of("module_name", "pandas")),
                                        "")
                                .orElseThrow()
                                .actionableGuidance()
                                .get(0))
                .isEqualTo("Use csv, sqlite3 and statistics instead of pandas.");
        javaScript(
                "MissingRequireVendor",
                "ReferenceError",
                "require is not defined",
                Map.of("variable_name", "require"),
                "require('fs')");
        javaScript(
                "MissingRequireVendor",
                "ReferenceError",
                "could not load module 'lodash'",
                Map.of("module_name", "lodash"),
                "x");
    }

    @Test
    void pairs_of_quickjs_are_known() {
        javaScript(
                "QuickJSTupleDestructuring",
                "TypeError",
                "not a function",
                Map.of(),
                "const names = os.readdir('/app'); names.map((n) => n.toUpperCase())");
        assertThat(
                        about(
                                RuntimeType.JAVASCRIPT,
                                error("TypeError", "not a function", Map.of()),
                                "const [names, error] = os.readdir('/app'); names.foo()"))
                .isEmpty();
    }

    @Test
    void damaged_state_is_known() {
        python(
                "InvalidSessionState",
                "OSError",
                "x",
                Map.of("filename", "/app/.session_state.json"),
                "x");
        javaScript(
                "InvalidSessionState",
                "Error",
                "readJson: '.session_state.json' is empty",
                Map.of("filename", ".session_state.json"),
                "readJson(path)");
    }

    @Test
    void what_a_guest_invents_does_no_harm() {
        for (RuntimeType runtime : RuntimeType.values()) {
            for (String text : List.of("", "%s %n", "\0", "x".repeat(60_000), "'\n\"")) {
                Outcome outcome =
                        new Outcome.GuestError(
                                new ErrorReport(
                                        ErrorReport.Phase.COMPILE,
                                        text,
                                        text,
                                        text,
                                        Integer.MAX_VALUE,
                                        1,
                                        Map.of(
                                                "module_name", text,
                                                "filename", text,
                                                "variable_name", text,
                                                "errno", text)));
                assertThat(about(runtime, outcome, text)).isNotNull();
            }
        }
    }

    /** A text that counts how often somebody looks at a character. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Test
    void no_line_of_a_program_takes_the_host_more_than_a_few_looks_at_each_character() {
        for (String piece :
                List.of("[", "[ ", "[a", "[]", "[] ", "[]=", " ", "os.stat", "os.stat  ")) {
            Counted line = new Counted(piece.repeat(10_000) + " os.stat('x')");

            JavaScriptRules.usesPairWhole(line);

            assertThat(line.looks).as(piece).isLessThan(40L * line.length());
        }
    }

    @Test
    void lines_that_nobody_writes_are_not_searched_with_patterns() {
        Outcome error = error("TypeError", "not a function", Map.of());
        String line = "const all = os.stat('x');";
        // Would take the square of the length in one pattern, and in another one the number of its
        // matches times the length.
        String many = line + "[".repeat(3_000_000) + "\n" + "os.exec ".repeat(500_000) + "\u2028";

        assertThat(about(RuntimeType.JAVASCRIPT, error, line).orElseThrow().errorType())
                .isEqualTo("QuickJSTupleDestructuring");
        assertThat(about(RuntimeType.JAVASCRIPT, error, many)).isEmpty();
        assertThat(about(RuntimeType.JAVASCRIPT, error, many.replace("const", "\n const")))
                .isEmpty();
    }

    @Test
    void advice_repeats_long_texts_of_a_program_in_part_only() {
        Outcome error =
                new Outcome.GuestError(
                        new ErrorReport(
                                ErrorReport.Phase.COMPILE,
                                "SyntaxError",
                                "m".repeat(16_000),
                                "f".repeat(16_000),
                                1,
                                1,
                                Map.of("filename", "/" + "f".repeat(16_000), "errno", 63L)));

        ErrorGuidance guidance =
                about(RuntimeType.PYTHON, error, "x".repeat(1_000_000)).orElseThrow();

        assertThat(guidance.toString()).hasSizeLessThan(2_000);
        isConcrete(guidance);
    }
}
