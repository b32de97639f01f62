package dev.wasmsandbox.benchmarks.full;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.benchmarks.report.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final List<String> order = new ArrayList<>();

    private Subject subject(String name, long nanos) {
        return new Subject(
                name,
                () -> {
                    order.add(name);
                    return nanos;
                });
    }

    @Test
    void subjects_take_turns_and_another_one_begins_each_round() {
        Rounds rounds = new Rounds(0, 3, 2, 1_000);

        Map<String, Samples> samples =
                rounds.measure(List.of(subject("a", 1_000_000), subject("b", 2_000_000)));

        assertThat(String.join("", order)).isEqualTo("ab" + "aabb" + "bbaa" + "aabb");
        assertThat(samples.keySet()).containsExactly("a", "b");
        assertThat(StartPart.of(samples, "a"))
                .isEqualTo(
                        new Samples(
                                "a",
                                List.of(List.of(1.0, 1.0), List.of(1.0, 1.0), List.of(1.0, 1.0))));
        assertThat(StartPart.of(samples, "b").median()).isEqualTo(2);
    }

    @Test
    void whoever_has_used_up_its_time_gets_no_more_turns_but_always_one() {
        Rounds rounds = new Rounds(0, 5, 1, 0);

        Map<String, Samples> samples = rounds.measure(List.of(subject("a", 1), subject("b", 1)));

        assertThat(StartPart.of(samples, "a").rounds()).hasSize(1);
        assertThat(StartPart.of(samples, "b").rounds()).hasSize(1);
    }

    @Test
    void the_first_run_of_something_very_slow_counts() {
        Rounds rounds = new Rounds(10_000, 1, 1, 1_000);

        Map<String, Samples> samples = rounds.measure(List.of(subject("slow", 9_000_000_000L)));

        assertThat(order).hasSize(2);
        assertThat(StartPart.of(samples, "slow").rounds()).hasSize(2);
    }
}
