package dev.wasmsandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.StoredCheckpoint;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the commands about sessions do with the checkpoints that are kept by name, short of running anything. */
class SessionCommandCheckpointsTest extends SessionProgram {
    @Test
    void a_session_is_shown_with_the_checkpoints_that_are_kept_with_it() {
        withFile("s", "a", "12345");
        assertThat(session("show", "s")).isZero();
        assertThat(output()).doesNotContain("checkpoint");
        assertThat(session("show", "s", "--json")).isZero();
        assertThat(json().get("checkpoints")).isEmpty();
        withCheckpoint("s", "before", 12_345);
        withCheckpoint("s", "a-longer-name", 7);
        withCheckpoint("s", ".python", 1);

        assertThat(session("show", "s")).isZero();

        assertThat(output().lines().skip(6).map(line -> line.split("\t", -1)))
                .allSatisfy(cells ->
                        assertThat(Instant.parse(cells[3])).isBeforeOrEqualTo(Instant.now()))
                .extracting(cells -> cells[0] + " " + cells[1] + " " + cells[2])
                .containsExactly("checkpoint a-longer-name 7", "checkpoint before 12345");
        assertThat(session("show", "s", "--json")).isZero();
        JsonNode last = json().get("checkpoints").get(1);
        assertThat(last.propertyNames())
                .containsExactly("name", "content_hash", "bytes", "saved_at");
        assertThat(last.get("name").asString()).isEqualTo("before");
        assertThat(last.get("content_hash").asString()).isEqualTo("a".repeat(64));
        assertThat(last.get("bytes").asLong()).isEqualTo(12_345);
        terminal = true;
        environment = Map.of("NO_COLOR", "1");
        assertThat(session("show", "s")).isZero();
        assertThat(output().lines().skip(6))
                .containsExactly(
                        "",
                        "CHECKPOINT     SIZE   SAVED",
                        "a-longer-name  7 B    just now",
                        "before         12 kB  just now");
    }

    @Test
    void checkpoints_are_deleted_by_name_all_that_are_named_or_none() {
        withFile("s", "a", "x");
        List.of("one", "two", "three", ".python").forEach(name -> withCheckpoint("s", name, 1));

        assertThat(session("rm", "s", "--checkpoint", "one", "--checkpoint", "tow", "--json"))
                .isEqualTo(2);
        assertThat(errors())
                .contains("there is no checkpoint tow in session s; kept are: one, three, two");
        assertThat(json().get("error").get("code").asString()).isEqualTo("CHECKPOINT_NOT_FOUND");
        assertThat(sessions.checkpoints("s")).hasSize(3);
        assertThat(session("rm", "s", "--checkpoint", "one", "--checkpoint", "two", "--json"))
                .isZero();
        assertThat(json().get("deleted_checkpoints").toString()).isEqualTo("[\"one\",\"two\"]");

        assertThat(storage().checkpoints("s"))
                .extracting(StoredCheckpoint::name)
                .containsExactly(".python", "three");
        assertThat(sessions.listFiles("s")).containsExactly("a");
    }

    @Test
    void a_name_that_is_missing_is_told_with_those_that_are_there() {
        withFile("s", "a", "x");
        assertThat(session("restore", "s", "--name", "b")).isEqualTo(2);
        assertThat(errors())
                .contains("there is no checkpoint b in session s; none is kept")
                .contains("sandbox session checkpoint s --name NAME");

        for (int number = 10; number < 32; number++) {
            withCheckpoint("s", "n" + number, 1);
        }

        assertThat(session("restore", "s", "--name", "b")).isEqualTo(2);
        assertThat(errors()).contains("kept are: n10, n11, ").endsWith(", n29 and 2 more\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "checkpoint s              | say where to: --name NAME",
                "checkpoint s --to @/c --name b | --to and --name do not go together",
                "checkpoint s --name kept  | there is a checkpoint kept in session s already; --force replaces it",
                "checkpoint s --name a/b   | name of a checkpoint is 'a/b', allowed are 1 to 128 letters",
                "checkpoint s --name .python --force | name of a checkpoint is '.python'",
                "checkpoint nobody --name a | there is no session nobody",
                "restore s                 | say where from: --name NAME",
                "restore s --from @/x --name kept | --from and --name do not go together",
                "restore s --name ../s     | name of a checkpoint is '../s'",
                "restore s --name kept     | checkpoint kept of session s: ",
                "restore nobody --name a   | there is no session nobody",
                "rm s                      | nothing to delete: give paths, --checkpoint, or --all",
                "rm s a --checkpoint kept  | paths and --checkpoint do not go together",
                "rm s --all --checkpoint kept | --all deletes the whole session",
                "rm s --checkpoint .python | name of a checkpoint is '.python'",
                "rm nobody --checkpoint a  | there is no session nobody"
            })
    void mistakes_are_told_before_anything_is_run_or_changed(String line, String expected)
            throws IOException {
        file("x", "x");
        withFile("s", "a", "x");
        withCheckpoint("s", "kept", 1);

        requireRefused(line, expected);
        assertThat(sessions.checkpoints("s")).hasSize(1);
    }
}
