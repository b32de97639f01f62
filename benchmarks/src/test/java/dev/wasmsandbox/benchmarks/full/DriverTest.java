package dev.wasmsandbox.benchmarks.full;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverTest {
    @TempDir private Path folder;

    private Driver start(String script) {
        return Driver.start("it", List.of("sh", "-c", script), Map.of(), folder);
    }

    @Test
    void asks_and_gets_answers() {
        try (Driver driver =
                start(
                        "echo '{\"ready\": 1}'; while read line; do echo \"{\\\"output\\\": \\\"$line\\\"}\"; done")) {
            assertThat(driver.ask("one").path("output").asString()).isEqualTo("one");
            assertThat(driver.ask("two").path("output").asString()).isEqualTo("two");
        }
    }

    @Test
    void says_why_one_is_of_no_use() {
        assertThatExceptionOfType(Missing.class)
                .isThrownBy(() -> start("echo '{\"error\": \"no module\"}'"))
                .withMessage("it: no module");
        assertThatExceptionOfType(Missing.class)
                .isThrownBy(() -> start("exit 3"))
                .withMessageContaining("ended before it answered");
        assertThatExceptionOfType(Missing.class)
                .isThrownBy(() -> start("echo no json"))
                .withMessageContaining("no json");
    }

    @Test
    void a_command_that_is_not_there_is_named() {
        assertThatExceptionOfType(Missing.class)
                .isThrownBy(() -> Commands.run(List.of("no-such-command-here"), 10))
                .withMessageContaining("no-such-command-here");
    }

    @Test
    void a_command_that_fails_says_its_own_words() {
        Commands.Ended ended =
                Commands.run(
                        List.of(
                                "sh",
                                "-c",
                                "echo before; echo 'ERROR: no such package' >&2; exit 4"),
                        10);

        assertThat(ended.status()).isEqualTo(4);
        assertThatExceptionOfType(Missing.class)
                .isThrownBy(() -> ended.orMissing("pip"))
                .withMessage("pip ended with 4: ERROR: no such package");
    }
}
