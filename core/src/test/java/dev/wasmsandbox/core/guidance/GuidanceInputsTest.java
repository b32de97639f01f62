package dev.wasmsandbox.core.guidance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.ErrorGuidance;
import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.RuntimeType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What guidance is told: reports of guests that fit to nothing, and the files of the workspace. */
class GuidanceInputsTest {
    private static Failure failure(
            String name,
            String message,
            Map<String, Object> attributes,
            String code,
            Supplier<List<String>> files) {
        ErrorReport report =
                new ErrorReport(
                        ErrorReport.Phase.RUN,
                        name,
                        message,
                        "/app/user_code.py",
                        1,
                        1,
                        attributes);
        return new Failure(
                RuntimeType.PYTHON,
                ExecutionPolicy.defaults(),
                new Outcome.GuestError(report),
                Signs.NONE,
                new FuelAnalysis(FuelAnalysis.Status.UNKNOWN, null, 1, 0, "", List.of(), null),
                code,
                files);
    }

    private static Failure absent(String path, Supplier<List<String>> files) {
        return failure(
                "FileNotFoundError",
                "",
                Map.of("errno", 44L, "filename", path),
                "open('/mnt/x.csv')",
                files);
    }

    @Test
    void a_key_that_is_one_quote_is_no_text() {
        Failure failure =
                failure(
                        "KeyError",
                        "'b'",
                        Map.of("key", "b", "keys", List.of("'", "'a", "")),
                        "x['b']",
                        List::of);

        assertThat(Guidance.about(failure).orElseThrow().actionableGuidance())
                .contains("The keys are: ', 'a, .");
    }

    @Test
    void keys_in_quotes_are_compared_as_texts() {
        Failure failure =
                failure(
                        "KeyError",
                        "'nme'",
                        Map.of("key", "nme", "keys", List.of("'name'")),
                        "x['nme']",
                        List::of);

        ErrorGuidance guidance = Guidance.about(failure).orElseThrow();

        assertThat(guidance.actionableGuidance())
                .contains("There is no key 'nme'. Did you mean 'name'?");
        assertThat(guidance.codeExamples()).contains("x['name']  # line 1");
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                Long.MIN_VALUE,
                -(1L << 32) + 1_000,
                -1,
                0,
                2,
                1_000,
                1L << 32,
                Long.MAX_VALUE
            })
    void a_place_in_a_text_may_be_any_number(long offset) {
        Failure failure =
                failure(
                        "JSONDecodeError",
                        "Expecting value",
                        Map.of(
                                "json",
                                true,
                                "parsed_text",
                                "{x",
                                "parsed_length",
                                2L,
                                "parsed_offset",
                                offset),
                        "x",
                        List::of);

        assertThat(Guidance.about(failure).orElseThrow().errorType()).isEqualTo("JsonError");
    }

    /** Outside of the run's limits: to compare each end of the path with each file takes many seconds. */
    @Test
    void a_path_of_thousands_of_names_is_compared_with_thousands_of_files() {
        List<String> files = IntStream.range(0, 2_000).mapToObj(i -> "d/a/" + i).toList();
        String path = "/" + "a/".repeat(8_000) + "7";
        Failure failure = absent(path, () -> files);

        assertThat(Guidance.about(failure).orElseThrow().actionableGuidance().getFirst())
                .startsWith("The file is '/app/d/a/7'");
    }

    @Test
    void the_file_with_the_longest_common_end_is_meant_and_the_first_of_several() {
        String path = "/mnt/in/x.csv";
        List<String> files = List.of("x.csv", "b/in/x.csv", "a/in/x.csv", "in/y.csv");
        Failure failure = absent(path, () -> files);

        assertThat(Guidance.about(failure).orElseThrow().actionableGuidance().getFirst())
                .startsWith("The file is '/app/b/in/x.csv'");
    }

    @Test
    void files_are_asked_for_once() {
        AtomicInteger asked = new AtomicInteger();
        String path = "/mnt/x.csv";
        Failure failure = absent(path, () -> List.of("x" + asked.incrementAndGet()));

        assertThat(Guidance.about(failure)).isPresent();
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_rule_that_fails_costs_the_advice_and_not_the_result() {
        String path = "/mnt/x.csv";
        Failure failure =
                absent(
                        path,
                        () -> {
                            throw new IllegalStateException("the workspace is gone");
                        });

        assertThatThrownBy(() -> Guidance.about(failure)).isInstanceOf(IllegalStateException.class);
        assertThat(Guidance.aboutOrNone(failure)).isEmpty();
    }
}
