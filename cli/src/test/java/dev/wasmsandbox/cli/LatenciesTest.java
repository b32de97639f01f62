package dev.wasmsandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void percentiles_are_times_that_were_measured() {
        Latencies latencies = new Latencies();
        for (int i = 1000; i >= 1; i--) {
            latencies.add(i * 1_000_000L);
        }

        assertThat(latencies.percentile(0.5)).isEqualTo(500);
        assertThat(latencies.percentile(0.99)).isEqualTo(990);
        assertThat(latencies.percentile(1)).isEqualTo(1000);
    }

    @Test
    void one_run_is_every_percentile() {
        Latencies latencies = new Latencies();
        latencies.add(250_000);

        assertThat(latencies.percentile(0.01)).isEqualTo(0.25);
        assertThat(latencies.percentile(0.99)).isEqualTo(0.25);
    }

    @Test
    void nothing_has_no_percentile() {
        assertThatThrownBy(() -> new Latencies().percentile(0.5))
                .isInstanceOf(IllegalStateException.class);
    }
}
