package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
    @TempDir Path directory;

    private ExecutionPolicy load(String toml) throws IOException {
        return ExecutionPolicy.load(Files.writeString(file(), toml));
    }

    private Path file() {
        return directory.resolve("policy.toml");
    }

    /** The place is written into the text as {@code ^} before the character that must be named. */
    private void refuses(String marked, String field, String value, String allowed)
            throws IOException {
        int mark = marked.indexOf('^');
        String before = marked.substring(0, mark);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        Files.writeString(file(), before + marked.substring(mark + 1));

        assertThatThrownBy(() -> ExecutionPolicy.load(file()))
                .isInstanceOfSatisfying(
                        PolicyValidationException.class,
                        e -> {
                            assertThat(e.field()).isEqualTo(field);
                            assertThat(e.value()).isEqualTo(value);
                            assertThat(e.allowed()).contains(allowed);
                            assertThat(e.location())
                                    .contains(
                                            new PolicyValidationException.Location(
                                                    file(), line, column));
                        })
                .hasMessageStartingWith(file() + ":" + line + ":" + column + ": " + field)
                .hasMessageContainingAll(value, allowed);
    }

    @Test
    void an_empty_file_means_the_defaults() throws IOException {
        assertThat(load("# nothing\n")).isEqualTo(ExecutionPolicy.defaults());
    }

    @Test
    void every_key_is_read() throws IOException {
        ExecutionPolicy policy =
                load(
                        """
                        fuel_budget = 1_000_000_000
                        memory_bytes = 33_554_432
                        stdout_max_bytes = 100_000
                        stderr_max_bytes = 50_000
                        timeout_seconds = 2.5
                        disk_quota_bytes = 1_000_000
                        max_files = 100
                        max_open_files = 16
                        preserve_logs = true
                        guest_mount_path = "/space"
                        arguments = ["--verbose", "in.csv"]
                        determinism = 42

                        [environment]
                        STAGE = "test"
                        PYTHONHASHSEED = "1"

                        [[mounts]]
                        directory = "data"
                        guest_path = "/data"

                        [[mounts]]
                        archive = "/srv/reference.zip"
                        guest_path = "/reference"
                        private_changes = true
                        """);

        assertThat(policy)
                .isEqualTo(
                        ExecutionPolicy.builder()
                                .fuelBudget(1_000_000_000)
                                .memoryBytes(33_554_432)
                                .stdoutMaxBytes(100_000)
                                .stderrMaxBytes(50_000)
                                .timeout(Duration.ofMillis(2500))
                                .diskQuotaBytes(1_000_000)
                                .maxFiles(100)
                                .maxOpenFiles(16)
                                .preserveLogs(true)
                                .guestMountPath("/space")
                                .arguments("--verbose", "in.csv")
                                .determinismSeed(42)
                                .environment("STAGE", "test")
                                .environment("PYTHONHASHSEED", "1")
                                .mount(Mount.directory(directory.resolve("data"), "/data"))
                                .mount(
                                        Mount.archive(Path.of("/srv/reference.zip"), "/reference")
                                                .withPrivateChanges())
                                .build());
    }

    @Test
    void switches_and_whole_seconds_are_understood() throws IOException {
        assertThat(load("determinism = true").determinism()).isEqualTo(OptionalLong.of(0));
        assertThat(load("determinism = false").determinism()).isEmpty();
        assertThat(load("timeout_seconds = 3").timeout()).contains(Duration.ofSeconds(3));
        assertThat(load("timeout_seconds = 0.001").timeout()).contains(Duration.ofMillis(1));
    }

    @Test
    void an_unknown_key_is_named_with_its_place() throws IOException {
        refuses("fuel_budget = 5\n^fuel_buget = 5", "fuel_buget", "unknown", "fuel_budget");
        refuses("^fuelBudget = 5", "fuelBudget", "unknown", "fuel_budget");
        refuses("^\"\" = 5", "''", "unknown", "fuel_budget");
        refuses(
                "[[mounts]]\ndirectory = \"d\"\nguest_path = \"/d\"\n^read_only = true",
                "mounts[0].read_only",
                "unknown",
                "private_changes");
    }

    @Test
    void a_wrong_type_is_named_with_its_place() throws IOException {
        refuses("^fuel_budget = \"much\"", "fuel_budget", "'much'", "a whole number");
        refuses("^fuel_budget = 1.5", "fuel_budget", "1.5", "a whole number");
        refuses("^memory_bytes = true", "memory_bytes", "true", "a whole number");
        refuses("^timeout_seconds = \"1s\"", "timeout_seconds", "'1s'", "a number of seconds");
        refuses("^timeout_seconds = nan", "timeout_seconds", "NaN", "a number of seconds");
        refuses("^timeout_seconds = inf", "timeout_seconds", "Infinity", "a number of seconds");
        refuses("^preserve_logs = 1", "preserve_logs", "1", "true or false");
        refuses("^guest_mount_path = 7", "guest_mount_path", "7", "a string");
        refuses("^arguments = \"a b\"", "arguments", "'a b'", "an array of strings");
        refuses("arguments = [\"a\", ^2]", "arguments[1]", "2", "a string");
        refuses("^determinism = \"yes\"", "determinism", "'yes'", "as the seed");
        refuses("^environment = \"A=1\"", "environment", "'A=1'", "a table");
        refuses("[environment]\nA = \"1\"\n^B = 2", "environment.B", "2", "a string");
        refuses("^mounts = \"d\"", "mounts", "'d'", "[[mounts]]");
        refuses("mounts = [^3]", "mounts[0]", "3", "a table");
        refuses(
                "[[mounts]]\n^directory = 4\nguest_path = \"/d\"",
                "mounts[0].directory",
                "4",
                "a string");
    }

    @Test
    void a_bad_value_is_named_with_its_place() throws IOException {
        refuses("\n\n  ^fuel_budget = -1", "fuel_budget", "-1", "from 1 to 9223372036854775807");
        refuses("^memory_bytes = 0", "memory_bytes", "0", "from 1 to 4294967296");
        refuses("^timeout_seconds = 0", "timeout_seconds", "0 seconds", "more than 0");
        refuses("^timeout_seconds = -0.5", "timeout_seconds", "-0.5 seconds", "more than 0");
        refuses("^max_files = 99999999999", "max_files", "2147483647", "from 1 to 10000000");
        refuses("^max_open_files = 1", "max_open_files", "1", "from 4 to 65536");
        refuses("^guest_mount_path = \"app\"", "guest_mount_path", "'app'", "absolute path");
        refuses("^guest_mount_path = \"/usr\"", "guest_mount_path", "'/usr'", "python3.13");
        refuses("arguments = [\"a\", ^\"\\u0000\"]", "arguments[1]", "'\\u0000'", "without NUL");
        refuses("[environment]\n^\"A=B\" = \"1\"", "environment.A=B", "'A=B'", "without '='");
        refuses(
                "[environment]\nX = \"\"\n^A = \"\\u0000\"",
                "environment.A",
                "'\\u0000'",
                "without NUL");
    }

    @Test
    void bad_mounts_are_named_with_their_place() throws IOException {
        refuses(
                "[[mounts]]\ndirectory = \"d\"\n^guest_path = \"d\"",
                "mounts[0].guest_path",
                "'d'",
                "absolute path");
        refuses(
                "[[mounts]]\ndirectory = \"d\"\nguest_path = \"/d\"\n[[mounts]]\narchive = \"a\"\n^guest_path = \"/d/e\"",
                "mounts[1].guest_path",
                "'/d/e'",
                "overlap with the mount at /d");
        refuses(
                "[[mounts]]\n^directory = \"\"\nguest_path = \"/d\"",
                "mounts[0].directory",
                "''",
                "not empty");
        refuses(
                "^[[mounts]]\nguest_path = \"/d\"",
                "mounts[0]",
                "a table with the keys guest_path",
                "exactly one of archive and directory");
        refuses(
                "^[[mounts]]\narchive = \"a\"\ndirectory = \"d\"\nguest_path = \"/d\"",
                "mounts[0]",
                "a table with the keys archive, directory, guest_path",
                "exactly one of archive and directory");
    }

    @Test
    void what_is_no_toml_is_told_with_its_place() throws IOException {
        Files.writeString(file(), "fuel_budget = 1\nmemory_bytes = = 2\n");

        assertThatThrownBy(() -> ExecutionPolicy.load(file()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_POLICY))
                .hasMessageStartingWith(file() + ":2:16: this is no TOML: ");
    }

    /** The first of them stops the parser with an assertion, the others get no such answer from it. */
    @ParameterizedTest
    @CsvSource({
        "[e#\\32, 1:4, 001A",
        "[environment] # \\1\\n, 1:17, 0001",
        "fuel_budget = 1\\r\\nmax_files = 1 # \\0, 2:17, 0000",
        "fuel_budget = 1\\rmax_files = 1, 1:16, 000D",
        "guest_mount_path = \"/\\177\", 1:22, 007F"
    })
    void a_control_character_is_told_with_its_place(String toml, String place, String character)
            throws IOException {
        Files.writeString(file(), toml.translateEscapes());

        assertThatThrownBy(() -> ExecutionPolicy.load(file()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_POLICY))
                .hasMessageStartingWith(
                        file()
                                + ":"
                                + place
                                + ": this is no TOML: the control character U+"
                                + character);
    }

    @Test
    void tabs_and_both_kinds_of_line_ends_are_no_control_characters() throws IOException {
        Files.writeString(file(), "fuel_budget\t= 7\r\n#\ttext\r\nmax_files = 8\n");

        assertThat(ExecutionPolicy.load(file()).fuelBudget()).isEqualTo(7);
        assertThat(ExecutionPolicy.load(file()).maxFiles()).isEqualTo(8);
    }

    @Test
    void a_file_that_cannot_be_read_is_told() throws IOException {
        assertThatThrownBy(() -> ExecutionPolicy.load(directory.resolve("none.toml")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContainingAll("none.toml", "does not exist");
        assertThatThrownBy(() -> ExecutionPolicy.load(directory))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(directory.toString());
        Files.write(file(), new byte[] {'#', (byte) 0xff});
        assertThatThrownBy(() -> ExecutionPolicy.load(file()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("not UTF-8");
        Files.writeString(file(), "#".repeat((1 << 20) + 1));
        assertThatThrownBy(() -> ExecutionPolicy.load(file()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("larger than 1048576 bytes");
    }

    /** Damaged files give a policy or a complaint of ours, never another exception. */
    @Test
    void random_damage_is_always_told_properly() throws IOException {
        String whole =
                "fuel_budget = 10\narguments = [\"a\"]\n[environment]\nA = \"b\"\n[[mounts]]\ndirectory = \"d\"\nguest_path = \"/d\"\n";
        List<String> pieces =
                List.of(
                        "=", "\"", "[", "]", "\n", "0", "-", ".", "{", "}", "\0", "é", "[[", "1e9",
                        "'''");
        Random random = new Random(20260501);
        int complaints = 0;
        for (int round = 0; round < 400; round++) {
            StringBuilder text = new StringBuilder(whole);
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.deleteCharAt(at);
                } else {
                    text.insert(at, pieces.get(random.nextInt(pieces.size())));
                }
            }
            Files.write(file(), text.toString().getBytes(StandardCharsets.UTF_8));
            try {
                assertThat(ExecutionPolicy.load(file())).isNotNull();
            } catch (SandboxException e) {
                assertThat(e.code()).as(text.toString()).isEqualTo(ErrorCode.INVALID_POLICY);
                assertThat(e.getMessage()).as(text.toString()).contains(file() + ":");
                complaints++;
            }
        }
        assertThat(complaints).isGreaterThan(100);
    }
}
