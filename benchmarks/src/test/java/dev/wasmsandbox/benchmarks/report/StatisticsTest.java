package dev.wasmsandbox.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void the_median_is_in_the_middle() {
        assertThat(Statistics.median(3, 1, 2)).isEqualTo(2);
        assertThat(Statistics.median(4, 1, 2, 3)).isEqualTo(2.5);
        assertThat(Statistics.median(7)).isEqualTo(7);
    }

    @Test
    void a_percentile_is_a_value_that_was_measured() {
        double[] hundred = new double[100];
        for (int i = 0; i < 100; i++) {
            hundred[i] = 100 - i;
        }

        assertThat(Statistics.percentile(0.99, hundred)).isEqualTo(99);
        assertThat(Statistics.percentile(0.5, hundred)).isEqualTo(50);
        assertThat(Statistics.percentile(1, hundred)).isEqualTo(100);
        assertThat(Statistics.percentile(0.001, hundred)).isEqualTo(1);
    }

    @Test
    void refuses_what_has_no_answer() {
        assertThatIllegalArgumentException().isThrownBy(Statistics::median);
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.percentile(0, 1.0));
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.percentile(1.1, 1.0));
    }

    @Test
    void ratios_of_pairs_do_not_see_a_machine_that_becomes_slow() {
        double[] ours = {2, 2, 20, 20};
        double[] theirs = {1, 1, 10, 10, 10, 10, 10};

        assertThat(Statistics.pairedRatio(ours, theirs)).isEqualTo(2, within(1e-12));
    }

    @Test
    void samples_are_compared_round_by_round() {
        Samples ours = new Samples("ours", List.of(List.of(1.0, 3.0, 100.0), List.of(30.0, 30.0)));
        Samples base = Samples.of("base", List.of(1.0, 10.0));

        assertThat(ours.roundMedians()).containsExactly(3, 30);
        assertThat(ours.ratioTo(base)).isEqualTo(3, within(1e-12));
        assertThat(ours.median()).isEqualTo(30);
        assertThat(ours.percentile(1)).isEqualTo(100);
    }
}
