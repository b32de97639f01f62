package dev.wasmsandbox.core.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.ErrorGuidance;
import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.Mount;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.TrapReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What programs of a corpus do not show: order, limits, and reports that are meant to do harm. */
class GuidanceTest {
    private static final ExecutionPolicy POLICY = ExecutionPolicy.defaults();

    private static final FuelAnalysis UNMEASURED =
            new FuelAnalysis(FuelAnalysis.Status.UNKNOWN, null, 1, 0, "", List.of(), null);

    private static Failure failure(
            RuntimeType runtime, Outcome outcome, Signs signs, String code, List<String> files) {
        return new Failure(runtime, POLICY, outcome, signs, UNMEASURED, code, () -> files);
    }

    private static Optional<ErrorGuidance> about(
            RuntimeType runtime, Outcome outcome, String code) {
        return Guidance.about(failure(runtime, outcome, Signs.NONE, code, List.of()));
    }

    private static ErrorReport report(
            String name, String message, Map<String, Object> attributes, ErrorReport... causes) {
        return new ErrorReport(
                ErrorReport.Phase.RUN,
                name,
                message,
                "/app/user_code.py",
                1,
                1,
                attributes,
                List.of(causes));
    }

    private static Outcome error(
            String name, String message, Map<String, Object> attributes, ErrorReport... causes) {
        return new Outcome.GuestError(report(name, message, attributes, causes));
    }

    private static String type(RuntimeType runtime, Outcome outcome, String code) {
        return about(runtime, outcome, code).map(ErrorGuidance::errorType).orElse("none");
    }

    private static String type(Outcome outcome) {
        return type(RuntimeType.PYTHON, outcome, "x");
    }

    @Test
    void a_run_that_went_well_needs_none() {
        assertThat(type(new Outcome.Completed())).isEqualTo("none");
        assertThat(type(new Outcome.Exited(0))).isEqualTo("none");
    }

    @Test
    void what_nothing_is_known_about_gets_none() {
        assertThat(type(new Outcome.Exited(3))).isEqualTo("none");
        assertThat(type(new Outcome.Cancelled())).isEqualTo("none");
        assertThat(type(error("ZeroDivisionError", "division by zero", Map.of())))
                .isEqualTo("none");
    }

    @Test
    void limits_name_their_value() {
        assertThat(limit(TrapReason.OUT_OF_FUEL)).contains("OutOfFuel", "5,000,000,000");
        assertThat(limit(TrapReason.MEMORY_LIMIT)).contains("MemoryExhausted", "128,000,000");
        assertThat(limit(TrapReason.STACK_OVERFLOW)).contains("RecursionLimit");
        ExecutionPolicy timed = ExecutionPolicy.builder().timeout(Duration.ofMillis(1500)).build();
        Outcome timeout = new Outcome.LimitReached(TrapReason.TIMEOUT, "m");
        assertThat(
                        Guidance.about(
                                        new Failure(
                                                RuntimeType.PYTHON,
                                                timed,
                                                timeout,
                                                Signs.NONE,
                                                UNMEASURED,
                                                "",
                                                List::of))
                                .orElseThrow()
                                .toString())
                .contains("Timeout", "from 1.5 seconds.");
    }

    private static String limit(TrapReason reason) {
        return about(RuntimeType.PYTHON, new Outcome.LimitReached(reason, "m"), "x")
                .orElseThrow()
                .toString();
    }

    @Test
    void a_limit_wins_over_what_else_happened() {
        Outcome outOfFuel = new Outcome.LimitReached(TrapReason.OUT_OF_FUEL, "m");
        Signs signs = new Signs(true, true, true, List.of(new RefusedFile("/tmp/x", 44)));

        assertThat(
                        Guidance.about(
                                        failure(
                                                RuntimeType.PYTHON,
                                                outOfFuel,
                                                signs,
                                                "import requests",
                                                List.of()))
                                .orElseThrow()
                                .errorType())
                .isEqualTo("OutOfFuel");
    }

    @Test
    void cut_output_is_told_even_of_a_run_that_went_well() {
        Signs cut = new Signs(true, false, false, List.of());
        for (Outcome outcome : List.of(new Outcome.Completed(), new Outcome.Exited(4))) {
            ErrorGuidance guidance =
                    Guidance.about(failure(RuntimeType.PYTHON, outcome, cut, "", List.of()))
                            .orElseThrow();
            assertThat(guidance.errorType()).isEqualTo("OutputLimit");
            assertThat(guidance.actionableGuidance().toString()).contains("2,000,000", "1,000,000");
        }
    }

    @Test
    void a_lack_of_room_explains_what_nothing_else_does() {
        Signs full = new Signs(false, false, true, List.of());
        Outcome own = error("Error", "could not write", Map.of("raised_by", "program"));
        Outcome known = error("NameError", "", Map.of("name", "jsn", "names", List.of("json")));

        assertThat(about(failure(RuntimeType.JAVASCRIPT, own, full, "", List.of())))
                .isEqualTo("DiskQuota");
        assertThat(about(failure(RuntimeType.PYTHON, known, full, "", List.of())))
                .isEqualTo("UndefinedName");
        assertThat(type(own)).isEqualTo("none");
    }

    private static String about(Failure failure) {
        return Guidance.about(failure).map(ErrorGuidance::errorType).orElse("none");
    }

    @Test
    void what_a_program_raises_itself_is_its_own_business() {
        Map<String, Object> own =
                Map.of("raised_by", "program", "name", "x", "module_name", "numpy", "errno", 44L);
        for (String name :
                List.of(
                        "NameError",
                        "ModuleNotFoundError",
                        "FileNotFoundError",
                        "KeyError",
                        "TypeError",
                        "AttributeError",
                        "MemoryError",
                        "RecursionError",
                        "SyntaxError",
                        "UnicodeDecodeError",
                        "EOFError",
                        "gaierror")) {
            assertThat(type(error(name, "can't start new thread", own))).as(name).isEqualTo("none");
        }
    }

    @Test
    void the_surroundings_explain_what_was_raised_from_them_and_mistakes_do_not() {
        ErrorReport absent =
                report(
                        "ModuleNotFoundError",
                        "",
                        Map.of("relation", "cause", "module_name", "numpy"));
        ErrorReport key = report("KeyError", "'a'", Map.of("relation", "context", "key", "a"));
        ErrorReport member = report("KeyError", "'a'", Map.of("relation", "member", "key", "a"));
        Map<String, Object> own = Map.of("raised_by", "program");

        assertThat(type(error("ConfigError", "no", own, key, absent)))
                .isEqualTo("MissingVendoredPackage");
        assertThat(type(error("ConfigError", "no", own, key))).isEqualTo("none");
        assertThat(type(error("ExceptionGroup", "no", own, member))).isEqualTo("MissingKey");
    }

    @Test
    void limits_that_show_as_errors_are_known() {
        assertThat(type(error("MemoryError", "", Map.of()))).isEqualTo("MemoryExhausted");
        assertThat(
                        type(
                                error(
                                        "OverflowError",
                                        "cannot fit 'int' into an index-sized integer",
                                        Map.of())))
                .isEqualTo("MemoryExhausted");
        assertThat(type(error("OverflowError", "math range error", Map.of()))).isEqualTo("none");
        assertThat(type(error("RecursionError", "maximum recursion depth", Map.of())))
                .isEqualTo("RecursionLimit");
        assertThat(type(error("OSError", "full", Map.of("errno", 51L)))).isEqualTo("DiskQuota");
        assertThat(type(error("OSError", "many", Map.of("errno", 33L)))).isEqualTo("OpenFileLimit");
        assertThat(
                        type(
                                RuntimeType.JAVASCRIPT,
                                error("InternalError", "out of memory", Map.of()),
                                ""))
                .isEqualTo("MemoryExhausted");
        assertThat(
                        type(
                                RuntimeType.JAVASCRIPT,
                                error("RangeError", "Maximum call stack size exceeded", Map.of()),
                                ""))
                .isEqualTo("RecursionLimit");
    }

    @Test
    void paths_are_judged_by_the_mounts_of_the_policy() {
        ExecutionPolicy policy =
                ExecutionPolicy.builder()
                        .guestMountPath("/space")
                        .mount(Mount.directory(Path.of("d"), "/data"))
                        .build();
        ErrorGuidance outside = absent(policy, "/app/x.csv", List.of("sub/x.csv"));
        ErrorGuidance mounted = absent(policy, "/data/x.csv", List.of());
        ErrorGuidance within = absent(policy, "y.csv", List.of("x.csv"));

        assertThat(outside.errorType()).isEqualTo("PathRestriction");
        assertThat(outside.actionableGuidance().toString()).contains("/space/sub/x.csv", "/data");
        assertThat(mounted.errorType()).isEqualTo("FileNotFound");
        assertThat(within.errorType()).isEqualTo("FileNotFound");
    }

    private static ErrorGuidance absent(ExecutionPolicy policy, String path, List<String> files) {
        Outcome outcome = error("FileNotFoundError", "", Map.of("errno", 44L, "filename", path));
        return Guidance.about(
                        new Failure(
                                RuntimeType.PYTHON,
                                policy,
                                outcome,
                                Signs.NONE,
                                UNMEASURED,
                                "x",
                                () -> files))
                .orElseThrow();
    }

    @Test
    void names_of_files_become_texts_of_the_language() {
        Outcome outcome =
                error("FileNotFoundError", "", Map.of("errno", 44L, "filename", "/mnt/a'b\\c.csv"));
        ErrorGuidance guidance =
                Guidance.about(
                                failure(
                                        RuntimeType.PYTHON,
                                        outcome,
                                        Signs.NONE,
                                        "open(\"/mnt/a'b\\\\c.csv\")",
                                        List.of("a'b\\c.csv", "c.csv")))
                        .orElseThrow();

        assertThat(guidance.codeExamples()).contains("open(\"/app/c.csv\")  # line 1");
        assertThat(Advice.literal("a'b\\c\n")).isEqualTo("'a\\'b\\\\c\\n'");
    }

    @ParameterizedTest
    @EnumSource
    void what_a_guest_invents_does_no_harm(RuntimeType runtime) {
        for (String text :
                List.of(
                        "",
                        "%s %n %d",
                        "\0",
                        "x".repeat(60_000),
                        "'\n\"",
                        "'",
                        "''",
                        "\"",
                        "\\",
                        ".",
                        "/",
                        "x.",
                        ".x",
                        "()",
                        ")(",
                        "x()",
                        "x[",
                        "'x' + ",
                        "r'",
                        "[".repeat(5_000),
                        "$1\\2")) {
            Map<String, Object> attributes = new HashMap<>();
            for (String name :
                    List.of(
                            "module_name",
                            "attribute_name",
                            "filename",
                            "filename2",
                            "variable_name",
                            "name",
                            "owner",
                            "expression",
                            "object_type",
                            "receiver",
                            "origin_file",
                            "code",
                            "key",
                            "container",
                            "parsed_text",
                            "signature",
                            "encoding",
                            "native",
                            "helper",
                            "source_line",
                            "syntax_file",
                            "relation",
                            "sqlite_error",
                            "class_name",
                            "module_file")) {
                attributes.put(name, text);
            }
            attributes.put("names", List.of(text, text));
            attributes.put("keys", List.of(text));
            attributes.put("errno", text);
            attributes.put("parsed_offset", Long.MIN_VALUE);
            for (String name :
                    List.of(
                            "NameError",
                            "TypeError",
                            "KeyError",
                            "AttributeError",
                            "ModuleNotFoundError",
                            "ImportError",
                            "SyntaxError",
                            "ReferenceError",
                            "RangeError",
                            "FileNotFoundError",
                            "UnicodeDecodeError",
                            text)) {
                isBounded(runtime, name, text, attributes);
            }
        }
    }

    private static void isBounded(
            RuntimeType runtime, String name, String text, Map<String, Object> attributes) {
        for (String message :
                List.of(
                        text,
                        "not a function",
                        "'" + text + "' object is not callable",
                        "cannot read property '" + text + "' of null")) {
            for (Map<String, Object> more :
                    List.of(
                            Map.<String, Object>of(),
                            Map.<String, Object>of("errno", 44L),
                            Map.<String, Object>of("json", true),
                            Map.<String, Object>of("errno", 2L))) {
                Map<String, Object> all = new HashMap<>(attributes);
                all.putAll(more);
                Outcome outcome =
                        new Outcome.GuestError(
                                new ErrorReport(
                                        ErrorReport.Phase.RUN,
                                        name,
                                        message,
                                        "/app/user_code.py",
                                        Integer.MAX_VALUE,
                                        Integer.MAX_VALUE,
                                        all));
                Optional<ErrorGuidance> guidance =
                        Guidance.about(
                                failure(
                                        runtime,
                                        outcome,
                                        new Signs(
                                                false,
                                                false,
                                                false,
                                                List.of(new RefusedFile(text, 44))),
                                        text,
                                        List.of(text, "a.py", "a.js")));
                assertThat(guidance.map(ErrorGuidance::toString).orElse(""))
                        .hasSizeLessThan(12_000);
            }
        }
    }

    /** Would take hours if a pattern looked at a line again for each of its characters, or at all lines for each line. */
    @ParameterizedTest
    @EnumSource
    void a_program_that_nobody_wrote_by_hand_is_looked_through_all_the_same(RuntimeType runtime) {
        String lines =
                IntStream.range(0, 25_000)
                        .mapToObj(i ->
                                "const a%1$d = os.stat('x'); x = y%1$d = [[[[ '\"` a.b.c(d)(e) lambda: {\n class C%1$d \n"
                                        .formatted(i))
                        .collect(Collectors.joining());
        String code =
                "[".repeat(1_000_000)
                        + "\n"
                        + lines
                        + "x = "
                        + "a.".repeat(240)
                        + "\n".repeat(100_000);
        for (String name :
                List.of(
                        "TypeError",
                        "NameError",
                        "ReferenceError",
                        "SyntaxError",
                        "KeyError",
                        "RangeError")) {
            for (String message :
                    List.of(
                            "not a function",
                            "value is not iterable",
                            "'x' is read-only",
                            "cannot read property 'b' of undefined",
                            "x is not defined",
                            "class constructors must be invoked with 'new'",
                            "'NoneType' object is not subscriptable")) {
                Outcome outcome =
                        new Outcome.GuestError(
                                new ErrorReport(
                                        ErrorReport.Phase.RUN,
                                        name,
                                        message,
                                        "/app/user_code."
                                                + (runtime == RuntimeType.PYTHON ? "py" : "js"),
                                        2,
                                        30,
                                        Map.of(
                                                "attribute_name",
                                                "b",
                                                "object_type",
                                                "undefined",
                                                "variable_name",
                                                "zz",
                                                "name",
                                                "zz",
                                                "receiver",
                                                "Array",
                                                "expression",
                                                "x[0].b(c)")));

                assertThat(about(runtime, outcome, code)).isNotNull();
            }
        }
    }

    @Test
    void advice_repeats_long_texts_of_a_program_in_part_only() {
        ErrorReport long_ =
                new ErrorReport(
                        ErrorReport.Phase.COMPILE,
                        "SyntaxError",
                        "m".repeat(16_000),
                        "f".repeat(16_000),
                        1,
                        1,
                        Map.of("filename", "/" + "f".repeat(16_000), "errno", 63L));

        ErrorGuidance guidance =
                about(RuntimeType.PYTHON, new Outcome.GuestError(long_), "x".repeat(1_000_000))
                        .orElseThrow();

        assertThat(guidance.toString()).hasSizeLessThan(2_500);
    }
}
