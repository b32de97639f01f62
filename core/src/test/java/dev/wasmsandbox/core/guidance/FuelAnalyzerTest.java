package dev.wasmsandbox.core.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.FuelAnalysis;
import dev.wasmsandbox.FuelAnalysis.Status;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FuelAnalyzerTest {
    private static FuelAnalysis used(long consumed) {
        return FuelAnalyzer.analyze(OptionalLong.of(consumed), 1000, false, "");
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
    }

    @Test
    void an_exhausted_budget_is_told_whatever_was_counted() {
        FuelAnalysis analysis =
                FuelAnalyzer.analyze(
                        OptionalLong.of(998),
                        1000,
                        true,
                        "import openpyxl\nwhile True:\n  pass\nwhile  True :\n  pass\n");

        assertThat(analysis.status()).isEqualTo(Status.EXHAUSTED);
        assertThat(analysis.utilizationPercent()).isEqualTo(100);
        assertThat(analysis.consumed()).isEqualTo(998);
        assertThat(analysis.recommendation()).contains("1,000", "2,000");
        assertThat(analysis.likelyCauses())
                .contains("import of openpyxl", "loop without a condition: while True:");
    }

    @Test
    void a_small_use_is_not_searched_for_causes() {
        assertThat(
                        FuelAnalyzer.analyze(OptionalLong.of(1), 1000, false, "import openpyxl")
                                .likelyCauses())
                .isEmpty();
    }

    @Test
    void recommendations_name_a_budget() {
        assertThat(used(800).recommendation()).contains("80 %", "1,500");
        assertThat(used(950).recommendation()).contains("95 %", "2,000");
        assertThat(used(100).recommendation()).isEqualTo("The fuel budget is sufficient.");
        assertThat(
                        FuelAnalyzer.analyze(
                                        OptionalLong.of(Long.MAX_VALUE), Long.MAX_VALUE, true, "")
                                .recommendation())
                .contains("9,223,372,036,854,775,807");
    }

    @Test
    void what_was_not_measured_is_unknown() {
        FuelAnalysis analysis = FuelAnalyzer.analyze(OptionalLong.empty(), 1000, false, "");

        assertThat(analysis.status()).isEqualTo(Status.UNKNOWN);
        assertThat(analysis.consumed()).isNull();
        assertThat(analysis.utilizationPercent()).isZero();
    }
}
