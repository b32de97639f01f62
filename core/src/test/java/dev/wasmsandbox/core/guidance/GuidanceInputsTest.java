package dev.wasmsandbox.core.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.ErrorGuidance;
import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.RuntimeType;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
}
