package dev.wasmsandbox.core.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.FuelAnalysis.Status;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.engine.PositionTrace;
import dev.wasmsandbox.engine.PositionTrace.Sample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FuelAnalyzerTest {
    private static final String FILE = "/app/user_code.py";
    private static final String CODE =
            """
            import slow
            for i in range(n):
                for j in range(m):
                    work(i, j)
            while left < right:
                step()
            """;

    private static FuelAnalysis used(long consumed) {
        return analyze(consumed, 1000, null, PositionTrace.NONE);
    }

    private static FuelAnalysis analyze(
            long consumed, long budget, @Nullable TrapReason stopped, PositionTrace trace) {
        return FuelAnalyzer.analyze(
                new Spending(OptionalLong.of(consumed), budget, stopped, trace, CODE, FILE, true));
    }

    private static FuelAnalysis exhausted(PositionTrace trace) {
        return analyze(1000, 1000, TrapReason.OUT_OF_FUEL, trace);
    }

    private static Sample sample(long fuel, String... lines) {
        return new Sample(fuel, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static String place(int line, int loop, int outer, long left) {
        return "@%d %d %d %d %s\t<module>".formatted(line, loop, outer, left, FILE);
    }

    private static PositionTrace trace(Sample... samples) {
        return new PositionTrace(List.of(samples), Optional.of(samples[samples.length - 1]));
    }

    @Test
    void the_status_changes_at_its_thresholds() {
        assertThat(used(0).status()).isEqualTo(Status.EFFICIENT);
        assertThat(used(499).status()).isEqualTo(Status.EFFICIENT);
        assertThat(used(500).status()).isEqualTo(Status.MODERATE);
        assertThat(used(749).status()).isEqualTo(Status.MODERATE);
        assertThat(used(750).status()).isEqualTo(Status.WARNING);
        assertThat(used(899).status()).isEqualTo(Status.WARNING);
        assertThat(used(900).status()).isEqualTo(Status.CRITICAL);
        assertThat(used(1000).status()).isEqualTo(Status.CRITICAL);
        assertThat(exhausted(PositionTrace.NONE).status()).isEqualTo(Status.EXHAUSTED);
        assertThat(exhausted(PositionTrace.NONE).utilizationPercent()).isEqualTo(100);
    }

    @Test
    void what_was_not_measured_is_unknown() {
        FuelAnalysis analysis =
                FuelAnalyzer.analyze(
                        new Spending(
                                OptionalLong.empty(),
                                1000,
                                null,
                                PositionTrace.NONE,
                                "",
                                FILE,
                                true));

        assertThat(analysis.status()).isEqualTo(Status.UNKNOWN);
        assertThat(analysis.consumed()).isNull();
        assertThat(analysis.utilizationPercent()).isZero();
    }

    @Test
    void a_budget_is_recommended_where_the_run_came_near_to_its_own() {
        assertThat(used(800).recommendation()).contains("80 %", "1,200");
        assertThat(used(800).recommendedBudget()).isEqualTo(1200);
        assertThat(used(950).recommendation()).contains("95 %", "1,900");
        assertThat(used(950).recommendedBudget()).isEqualTo(1900);
        assertThat(used(100).recommendation()).isEqualTo("The fuel budget is sufficient.");
        assertThat(used(100).recommendedBudget()).isNull();
    }

    @Test
    void numbers_are_written_alike_wherever_the_host_is() {
        PositionTrace trace = trace(sample(1000, place(4, 3, 2, -1)));
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(exhausted(trace).likelyCauses())
                    .anyMatch(cause -> cause.contains("took 100 % of the fuel"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void the_fuel_between_two_samples_counts_for_the_second_one() {
        FuelAnalysis analysis =
                exhausted(
                        trace(
                                sample(100, place(1, 0, 0, -1)),
                                sample(300, place(4, 3, 2, -1)),
                                sample(600, place(3, 3, 2, -1)),
                                sample(1000, place(4, 3, 2, -1))));

        assertThat(analysis.likelyCauses())
                .containsExactly(
                        "When it was stopped, the program was in line 4 (`work(i, j)`), in the loop of line 3 (`for j in range(m):`).",
                        "The loop of line 3 (`for j in range(m):`) took 90 % of the fuel, most of it in line 4 (`work(i, j)`).",
                        "The import in line 1 (`import slow`) took 10 % of the fuel.");
    }

    @Test
    void a_run_that_used_little_has_no_causes() {
        FuelAnalysis analysis = analyze(100, 1000, null, trace(sample(100, place(4, 3, 2, -1))));

        assertThat(analysis.likelyCauses()).isEmpty();
    }

    @Test
    void files_of_the_workspace_are_named_and_their_text_is_not_taken_from_the_program() {
        FuelAnalysis analysis =
                exhausted(
                        trace(sample(900, "@4 3 3 -1 /app/helpers.py\twork", place(4, 3, 2, -1))));

        assertThat(analysis.likelyCauses().toString())
                .contains("line 4 of /app/helpers.py", "loop of line 3 of /app/helpers.py")
                .doesNotContain("work(i, j)");
    }

    private static PositionTrace going(java.util.function.IntFunction<String[]> at) {
        return trace(
                IntStream.rangeClosed(1, 10)
                        .mapToObj(i -> sample(i * 100L, at.apply(i)))
                        .toArray(Sample[]::new));
    }

    @Test
    void a_loop_that_tells_what_it_has_left_gives_a_budget() {
        FuelAnalysis analysis =
                exhausted(going(i -> new String[] {place(4, 3, 2, 100 - i), "=n 100"}));

        // 100 a round, 90 left, one for safety: 1000 + 9100, and a quarter.
        assertThat(analysis.recommendedBudget()).isEqualTo(13_000);
        assertThat(analysis.recommendation())
                .contains("line 2 (`for i in range(n):`)", "90 rounds left", "13,000");
    }

    @Test
    void a_loop_whose_rounds_cost_more_and_more_gives_a_larger_one() {
        FuelAnalysis growing =
                exhausted(
                        going(i ->
                                new String[] {place(4, 3, 2, 100 - (long) (10 * Math.sqrt(i)))}));

        // After n rounds n² × 1 was used: 100 rounds want 10,000.
        assertThat(growing.recommendedBudget()).isBetween(10_000L, 20_000L);
    }

    @Test
    void variables_of_a_condition_that_come_nearer_give_a_budget() {
        FuelAnalysis analysis =
                exhausted(
                        going(i ->
                                new String[] {
                                    place(6, 5, 5, -1), "=left " + i, "=right " + (101 - i)
                                }));

        assertThat(analysis.recommendation()).contains("line 5 (`while left < right:`)");
        assertThat(analysis.recommendedBudget()).isBetween(5_000L, 8_000L);
    }

    @Test
    void a_loop_that_shows_no_end_gives_none_and_says_so() {
        List<PositionTrace> traces =
                List.of(
                        going(i -> new String[] {place(6, 5, 5, -1)}),
                        going(i -> new String[] {place(6, 5, 5, -1), "=left 1", "=right 9"}),
                        going(i -> new String[] {place(6, 5, 5, -1), "=left 1", "=right " + i}),
                        going(i -> new String[] {place(6, 5, 5, i)}));
        for (PositionTrace trace : traces) {
            FuelAnalysis analysis = exhausted(trace);

            assertThat(analysis.recommendedBudget()).isNull();
            assertThat(analysis.recommendation())
                    .contains(
                            "nothing shows that the loop of line 5",
                            "no larger budget is recommended");
        }
    }

    @Test
    void what_is_in_no_loop_gives_none() {
        FuelAnalysis analysis = exhausted(going(i -> new String[] {place(4, 0, 0, -1)}));

        assertThat(analysis.recommendedBudget()).isNull();
        assertThat(analysis.recommendation()).contains("cannot be told");
        assertThat(exhausted(PositionTrace.NONE).recommendedBudget()).isNull();
    }

    @Test
    void a_loop_before_the_last_one_is_not_mistaken_for_it() {
        FuelAnalysis analysis =
                exhausted(
                        going(i ->
                                new String[] {
                                    i < 9 ? place(4, 3, 2, 100 - i) : place(6, 5, 5, -1)
                                }));

        assertThat(analysis.recommendedBudget()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0,1",
        "1,1",
        "99,99",
        "100,100",
        "101,110",
        "12345,13000",
        "9.9e18,4611686018427387903"
    })
    void budgets_are_rounded_up_to_two_digits(double fuel, long budget) {
        assertThat(FuelAnalyzer.rounded(fuel)).isEqualTo(budget);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "@1 2 3 4 /app/user_code.py\t",
                "@999999999 999999999 999999999 999999999999999999 \t",
                "@-1 -1 -1 -1 x\ty",
                "@1 1 1 -1 %s%n\t%d",
                "=x 99999999999999999999\n#x -1\n=x 1\n=x 2",
                "\u0000\uffff\t\t\t",
                "@99999999999 1 1 1 a\tb"
            })
    void what_a_guest_tells_does_no_harm(String position) {
        for (String text : List.of(position, position.repeat(50), (position + "\n").repeat(50))) {
            PositionTrace trace =
                    new PositionTrace(
                            List.of(
                                    sample(Long.MAX_VALUE, text),
                                    sample(0, text),
                                    sample(-5, text),
                                    sample(7, text),
                                    sample(8, text)),
                            Optional.of(sample(1, text)));
            FuelAnalysis analysis = exhausted(trace);

            assertThat(analysis.likelyCauses()).hasSizeLessThan(5);
            assertThat(analysis.toString()).hasSizeLessThan(4_000);
        }
    }
}
