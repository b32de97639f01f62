package dev.wasmsandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "500_000, 500000",
        "2K, 2000",
        "5M, 5000000",
        "3G, 3000000000",
        "4KiB, 4096",
        "64MiB, 67108864",
        "1gib, 1073741824",
        "9223372036854775807, 9223372036854775807"
    })
    void reads_amounts(String text, long expected) {
        assertThat(Quantities.amount("--fuel", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "1.5",
                "M",
                "_",
                "5MB",
                "5 M",
                "x",
                "9223372036854775808",
                "9223372036854775807K",
                "0x10"
            })
    void refuses_other_amounts_and_names_option_and_value(String text) {
        assertThatThrownBy(() -> Quantities.amount("--fuel", text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--fuel is '" + text + "'")
                .hasMessageContaining("64MiB");
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2000000000",
        "0.5, 500000000",
        ".25, 250000000",
        "1e-3, 1000000",
        "0.000000000001, 1",
        "31536000, 31536000000000000"
    })
    void reads_seconds(String text, long nanoseconds) {
        assertThat(Quantities.seconds("--timeout", text)).isEqualTo(Duration.ofNanos(nanoseconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "-1", "abc", "NaN", "Infinity", "31536001", "1e999999999", "2s"})
    void refuses_other_seconds(String text) {
        assertThatThrownBy(() -> Quantities.seconds("--timeout", text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--timeout is '" + text + "'");
    }
}
