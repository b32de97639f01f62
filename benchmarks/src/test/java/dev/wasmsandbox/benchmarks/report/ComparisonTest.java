package dev.wasmsandbox.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
    @TempDir private Path folder;

    @Test
    void names_what_became_more_than_a_quarter_worse_the_worst_first() {
        Comparison comparison =
                Comparison.of(
                        Map.of("same", 2.0, "worse", 2.0, "worst", 2.0, "at the limit", 2.0),
                        Map.of("same", 2.1, "worse", 2.6, "worst", 4.0, "at the limit", 2.5));

        assertThat(comparison.worse())
                .extracting(Comparison.Change::name)
                .containsExactly("worst", "worse");
        assertThat(comparison.better()).isEmpty();
        assertThat(comparison.lines())
                .containsExactly(
                        "4 ratios compared with the baseline: 2 worse by more than 25 %, 0 better by more than 20 %",
                        "worse   worst: 4.00, was 2.00 (+100 %)",
                        "worse   worse: 2.60, was 2.00 (+30 %)");
    }

    @Test
    void tells_what_became_better_and_what_is_no_longer_measured() {
        Comparison comparison =
                Comparison.of(
                        Map.of("better", 2.0, "gone", 1.0), Map.of("better", 1.0, "new", 9.0));

        assertThat(comparison.better())
                .extracting(Comparison.Change::name)
                .containsExactly("better");
        assertThat(comparison.missing()).containsExactly("gone");
        assertThat(comparison.compared()).isEqualTo(1);
    }

    @Test
    void reads_what_a_run_has_written() throws IOException {
        Section section =
                Section.of("key", "Title", "How.").ratio("one", 1.5).ratio("two", 0.25).build();

        new ReportWriter(folder).write(new Report(Map.of(), List.of(section)));

        assertThat(Comparison.ratiosOf(folder.resolve(ReportWriter.DATA)))
                .isEqualTo(Map.of("one", 1.5, "two", 0.25));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"ratios\": {}}",
                "{\"ratios\": {\"a\": \"b\"}}",
                "{\"ratios\": {\"a\": -1}}"
            })
    void refuses_a_baseline_that_is_none(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("baseline.json"), content);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.ratiosOf(file))
                .withMessageContaining("baseline.json");
    }

    @Test
    void refuses_a_baseline_that_is_not_there() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.ratiosOf(folder.resolve("nowhere.json")))
                .withMessageContaining("nowhere.json");
    }
}
