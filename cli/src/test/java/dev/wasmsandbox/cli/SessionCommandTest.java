package dev.wasmsandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.SessionLease;
import dev.wasmsandbox.WorkspaceChange.PutLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCommandTest extends SessionProgram {
    @Test
    void files_go_in_and_come_out() throws IOException {
        file("data.csv", "a,b\n1,2\n");

        assertThat(session("put", "notes", "@/data.csv")).as(errors()).isZero();
        assertThat(session("put", "notes", "@/data.csv", "in/")).isZero();
        assertThat(session("put", "notes", "@/data.csv", "in/other.csv")).isZero();
        assertThat(output() + errors()).isEmpty();

        assertThat(sessions.listFiles("notes"))
                .containsExactly("data.csv", "in/data.csv", "in/other.csv");
        assertThat(session("get", "notes", "in/other.csv")).isZero();
        assertThat(output()).isEqualTo("a,b\n1,2\n");
        assertThat(session("get", "notes", "in/other.csv", "@/copy.csv")).isZero();
        assertThat(directory.resolve("copy.csv")).hasContent("a,b\n1,2\n");
        Files.createDirectory(directory.resolve("d"));
        assertThat(session("get", "notes", "in/other.csv", "@/d")).isZero();
        assertThat(directory.resolve("d/other.csv")).hasContent("a,b\n1,2\n");
        try (Stream<Path> left = Files.list(directory.resolve("d"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void standard_input_and_output_carry_bytes() {
        standardInput = new byte[] {0, (byte) 0xff, 10, 13};

        assertThat(session("put", "s", "-", "raw.bin")).as(errors()).isZero();
        assertThat(session("get", "s", "raw.bin", "-")).isZero();

        assertThat(out.toByteArray()).isEqualTo(standardInput);
    }

    @Test
    void nothing_is_replaced_without_force() throws IOException {
        file("a", "new");
        file("there", "precious");
        withFile("s", "a", "old");

        assertThat(session("put", "s", "@/a")).isEqualTo(2);
        assertThat(errors()).contains("there is a file 'a'");
        assertThat(session("get", "s", "a", "@/there")).isEqualTo(2);
        assertThat(errors()).contains("there is a file", "--force replaces it");
        assertThat(sessions.readFile("s", "a")).asString().isEqualTo("old");
        assertThat(directory.resolve("there")).hasContent("precious");

        assertThat(session("get", "s", "a", "@/there", "--force")).isZero();
        assertThat(session("put", "s", "@/a", "--force")).isZero();
        assertThat(directory.resolve("there")).hasContent("old");
        assertThat(sessions.readFile("s", "a")).asString().isEqualTo("new");
    }

    @Test
    void what_is_no_plain_file_is_not_replaced_even_with_force() throws IOException {
        withFile("s", "a", "text");
        Path target = file("target", "precious");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);

        assertThat(session("get", "s", "a", "@/link", "--force")).isEqualTo(2);

        assertThat(errors()).contains("no plain file");
        assertThat(target).hasContent("precious");
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }

    @Test
    void a_put_that_fails_leaves_no_new_session() throws IOException {
        file("a", "x");

        assertThat(session("put", "fresh", "@/a", "../a")).isEqualTo(2);
        assertThat(session("put", "fresh", "@/missing")).isEqualTo(2);

        assertThat(sessions.list()).isEmpty();
    }

    @Test
    void lists_for_pipes_are_plain_and_exact() {
        withFile("one", "d/a", "12345");
        withFile("two", "b", "");

        assertThat(session("list")).isZero();
        assertThat(output().lines().map(line -> line.split("\t", -1)))
                .hasSize(2)
                .allSatisfy(cells -> {
                    assertThat(cells).hasSize(5);
                    assertThat(Instant.parse(cells[1])).isBeforeOrEqualTo(Instant.now());
                    assertThat(Instant.parse(cells[2])).isBeforeOrEqualTo(Instant.parse(cells[1]));
                })
                .extracting(cells -> cells[0] + " " + cells[3] + " " + cells[4])
                .containsExactly("one 1 5", "two 1 0");
        assertThat(session("files", "one", "**")).isZero();
        assertThat(output()).startsWith("d/a\t5\t").endsWith("Z\n");
        assertThat(session("files", "one", "*")).isZero();
        assertThat(output()).isEmpty();
        assertThat(session("show", "one")).isZero();
        assertThat(output())
                .contains("session\tone\n", "files\t1\n", "size\t5\n", "folder\t" + workspace());
    }

    @Test
    void lists_for_terminals_are_tables() {
        terminal = true;
        withFile("one", "a", "x".repeat(12_345));
        withFile("a-longer-name", "b", "");

        assertThat(session("list")).isZero();

        assertThat(output().lines())
                .containsExactly(
                        "\033[1mSESSION        LAST USED  CREATED   FILES  SIZE\033[0m",
                        "a-longer-name  just now   just now  1      0 B",
                        "one            just now   just now  1      12 kB");
        environment = Map.of("NO_COLOR", "1");
        assertThat(session("files", "one")).isZero();
        assertThat(output().lines())
                .containsExactly("FILE  SIZE   CHANGED", "a     12 kB  just now");
    }

    @Test
    void names_cannot_steer_the_terminal() {
        terminal = true;
        withFile("s", "\033[2Jevil\nname\u202e", "");

        assertThat(session("files", "s")).isZero();

        assertThat(output().lines().skip(1))
                .singleElement()
                .asString()
                .startsWith("\\x1b[2Jevil\\x0aname\\u{202e} ");
        assertThat(session("files", "s", "--json")).isZero();
        assertThat(json().get("files").get(0).get("path").asString())
                .isEqualTo("\033[2Jevil\nname\u202e");
    }

    @Test
    void json_is_one_object_with_stable_keys() throws IOException {
        file("a", "12345");

        assertThat(session("put", "s", "@/a", "--json")).isZero();
        assertThat(json().get("bytes").asLong()).isEqualTo(5);
        assertThat(session("list", "--json")).isZero();
        assertThat(json().get("sessions").get(0).propertyNames())
                .containsExactly(
                        "session_id",
                        "created_at",
                        "updated_at",
                        "files",
                        "bytes",
                        "workspace_path");
        assertThat(session("show", "s", "--json")).isZero();
        assertThat(json().get("files").asInt()).isEqualTo(1);
        assertThat(session("get", "s", "a", "@/b", "--json")).isZero();
        assertThat(json().get("file").asString()).isEqualTo(directory.resolve("b").toString());
        assertThat(session("get", "s", "a", "--json")).isEqualTo(2);
        assertThat(session("rm", "s", "a", "--json")).isZero();
        assertThat(json().get("deleted_paths").get(0).asString()).isEqualTo("a");
        assertThat(session("prune", "--older-than", "1h", "--json")).isZero();
        assertThat(json().propertyNames())
                .containsExactly(
                        "success",
                        "deleted_sessions",
                        "skipped_sessions",
                        "reclaimed_bytes",
                        "errors",
                        "dry_run");
        assertThat(session("rm", "s", "--all", "--json")).isZero();
        assertThat(json().get("deleted_session").asBoolean()).isTrue();
        assertThat(session("show", "s", "--json")).isEqualTo(2);
        assertThat(json().get("error").get("code").asString()).isEqualTo("SESSION_NOT_FOUND");
    }

    @Test
    void deleting_takes_what_was_named_and_no_more() {
        withFile("s", "a", "x");
        withFile("s", "d/b", "x");
        withFile("s", "c", "x");

        assertThat(session("rm", "s", "d")).isEqualTo(2);
        assertThat(errors()).contains("not empty");
        assertThat(session("rm", "s", "d", "-r")).isZero();
        assertThat(session("rm", "s", "a", "nothing")).isEqualTo(2);
        assertThat(errors()).contains("there is no 'nothing'").contains("deleted: 'a'");
        assertThat(sessions.listFiles("s")).containsExactly("c");
        assertThat(session("rm", "s")).isEqualTo(2);
        assertThat(errors()).contains("--all");
        assertThat(session("rm", "s", "c", "--all")).isEqualTo(2);
        assertThat(sessions.listFiles("s")).containsExactly("c");

        assertThat(session("rm", "s", "--all")).isZero();

        assertThat(sessions.list()).isEmpty();
        assertThat(session("rm", "s", "--all")).isEqualTo(2);
    }

    @Test
    void old_sessions_are_pruned_after_a_rehearsal() {
        Instant old = Instant.now().minus(Duration.ofDays(3));
        withFile("old", "a", "12345");
        storage().commit("old", List.of(), old);
        withFile("young", "a", "");

        assertThat(session("prune", "--older-than", "2d", "--dry-run")).isZero();
        assertThat(output()).isEqualTo("would delete\told\n");
        assertThat(errors()).contains("1 sessions with 5 B");
        assertThat(sessions.list()).containsExactly("old", "young");

        assertThat(session("prune", "--older-than", "2d")).isZero();
        assertThat(output()).isEqualTo("deleted\told\n");
        assertThat(sessions.list()).containsExactly("young");
    }

    @Test
    void a_session_in_use_is_told() {
        withFile("s", "a", "x");
        try (SessionLease _ = storage().lease("s", Duration.ZERO).orElseThrow()) {
            assertThat(session("prune", "--older-than", "0s")).isZero();
            assertThat(output()).isEqualTo("skipped\ts\n");
            assertThat(session("get", "s", "a")).isZero();
        }
        assertThat(sessions.exists("s")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "show nobody               | there is no session nobody",
                "files s [                 | pattern is '['",
                "files s ../*              | pattern is '../*'",
                "get s missing             | there is no file 'missing' in session s",
                "get s /app/a              | is 'a' here",
                "get s link                | symbolic link",
                "get s a @/no/such/place   | no such directory",
                "put s @                   | it is a directory",
                "put s @/missing           | there is no such file",
                "put s -                   | say under which PATH",
                "put ../s @/x              | session id is '../s'",
                "put s @/x /etc/passwd     | path is '/etc/passwd'",
                "rm nobody a               | there is no session nobody",
                "prune                     | Missing required option: '--older-than=AGE'",
                "prune --older-than 24     | a whole number and a unit",
                "prune --older-than -1h    | a whole number and a unit",
                "prune --older-than 99999999999w | a whole number and a unit",
                "shw s                     | Unmatched argument",
                "show                      | Missing required parameter: 'ID'"
            })
    void mistakes_get_a_clear_message_and_exit_code_2(String line, String expected)
            throws IOException {
        file("x", "x");
        withFile("s", "a", "x");
        storage().commit("s", List.of(new PutLink("link", "/etc/passwd")), Instant.now());

        requireRefused(line, expected);
    }

    @Test
    void large_transfers_show_on_a_terminal_how_far_they_are() throws IOException {
        Path large = directory.resolve("large");
        Files.write(large, new byte[(int) Progress.LARGE + 1]);
        file("small", "x");

        assertThat(session("put", "s", "@/large", "piped")).isZero();
        assertThat(errors()).isEmpty();
        terminal = true;
        assertThat(session("put", "s", "@/small")).isZero();
        assertThat(errors()).isEmpty();
        assertThat(session("put", "s", "@/large")).isZero();
        assertThat(errors()).contains("large  49 %  4.2 MB of 8.4 MB").endsWith("\r\033[K");
        assertThat(session("get", "s", "large", "@/back")).isZero();
        assertThat(errors()).contains("\rlarge  ").endsWith("\r\033[K");
        assertThat(directory.resolve("back")).hasSameBinaryContentAs(large);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "list",
                "show",
                "files",
                "put",
                "get",
                "rm",
                "checkpoint",
                "restore",
                "prune"
            })
    void help_has_examples(String command) {
        int exitCode =
                command.isEmpty()
                        ? program("session", "--help")
                        : program("session", command, "--help");

        assertThat(exitCode).isZero();
        assertThat(output()).contains("Examples:", "sandbox session " + command);
        assertThat(program("session")).isEqualTo(2);
    }
}
