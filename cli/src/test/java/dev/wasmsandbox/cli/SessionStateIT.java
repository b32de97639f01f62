package dev.wasmsandbox.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.Sessions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sessions whose interpreter lives on, turn by turn from a shell, with real guests. */
class SessionStateIT {
    @TempDir private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] standardInput = {};

    private int program(String... words) {
        out.reset();
        err.reset();
        Surroundings surroundings =
                new Surroundings(
                        new ByteArrayInputStream(standardInput),
                        out,
                        new PrintStream(err, true, UTF_8),
                        Map.of());
        List<String> all = new java.util.ArrayList<>(List.of(words));
        all.add(
                words[0].equals("session") ? 2 : 1,
                "--workspace=" + directory.resolve("workspace"));
        return new Program(surroundings, SandboxOpener::openReal).run(all.toArray(String[]::new));
    }

    private String turn(String session, String code) {
        int exitCode = program("run", "--session", session, "--persist", "-c", code);
        assertThat(exitCode).as(errors()).isZero();
        return output();
    }

    private String output() {
        return out.toString(UTF_8);
    }

    private String errors() {
        return err.toString(UTF_8);
    }

    private Sessions sessions() {
        return Sessions.of(
                new DiskStorageAdapter(directory.resolve("workspace")), SandboxLogger.none());
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(output());
    }

    @Test
    void a_line_of_shell_is_a_turn_of_a_session() {
        turn("notes", "x = 41\ndef f(): return x + 1");
        assertThat(turn("notes", "print(f())")).isEqualTo("42\n");

        assertThat(program("run", "--session", "notes", "--persist", "-c", "x = 1; 1 / 0"))
                .isEqualTo(1);
        assertThat(turn("notes", "print(x)")).isEqualTo("1\n");
        assertThat(
                        program(
                                "run",
                                "--session",
                                "notes",
                                "--persist",
                                "--fuel",
                                "300M",
                                "-c",
                                "x = 2\nwhile True: pass"))
                .isEqualTo(126);
        assertThat(turn("notes", "print(x)")).isEqualTo("1\n");

        assertThat(program("run", "--session", "notes", "-c", "print(x)")).isEqualTo(1);
        assertThat(errors()).contains("NameError");
    }

    @Test
    void the_languages_of_a_session_live_on_beside_each_other() {
        turn("notes", "x = 'python'");
        assertThat(
                        program(
                                "run",
                                "--session",
                                "notes",
                                "--persist",
                                "--language",
                                "javascript",
                                "-c",
                                "let x = 'javascript'"))
                .isZero();
        assertThat(turn("notes", "print(x)")).isEqualTo("python\n");
        assertThat(
                        program(
                                "run",
                                "--session",
                                "notes",
                                "--persist",
                                "--language",
                                "javascript",
                                "-c",
                                "console.log(x)"))
                .isZero();
        assertThat(output()).isEqualTo("javascript\n");
    }

    @Test
    void persist_needs_a_session() {
        assertThat(program("run", "--persist", "-c", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("--session ID");
    }

    @Test
    void a_checkpoint_goes_into_a_file_and_comes_out_again() throws IOException {
        turn("notes", "x = 41; open('a.txt', 'w').write('kept')");
        Path file = directory.resolve("notes.checkpoint");

        assertThat(program("session", "checkpoint", "notes", "--to", file.toString()))
                .as(errors())
                .isZero();
        assertThat(output() + errors()).isEmpty();
        turn("notes", "x = 0; open('b.txt', 'w').close()");

        assertThat(program("session", "restore", "again", "--from", file.toString())).isZero();
        assertThat(turn("again", "import os; print(x, sorted(os.listdir()))"))
                .isEqualTo("41 ['a.txt', 'user_code.py']\n");

        assertThat(program("session", "restore", "notes", "--from", file.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("there is a session notes already", "--force");
        assertThat(turn("notes", "print(x)")).isEqualTo("0\n");
        assertThat(program("session", "restore", "notes", "--from", file.toString(), "--force"))
                .isZero();
        assertThat(turn("notes", "print(x, open('a.txt').read())")).isEqualTo("41 kept\n");
        assertThat(sessions().listFiles("notes")).doesNotContain("b.txt");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("workspace", "notes.checkpoint");
        }
    }

    @Test
    void a_session_goes_back_to_a_checkpoint_that_is_kept_by_name() {
        turn("notes", "x = 41; open('a.txt', 'w').write('kept')");

        assertThat(program("session", "checkpoint", "notes", "--name", "before"))
                .as(errors())
                .isZero();
        assertThat(output() + errors()).isEmpty();
        turn("notes", "x = 0; open('b.txt', 'w').close()");
        assertThat(program("session", "checkpoint", "notes", "--name", "before"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("there is a checkpoint before", "--force");
        assertThat(
                        program(
                                "session",
                                "checkpoint",
                                "notes",
                                "--name",
                                "after",
                                "--without-files",
                                "--json"))
                .isZero();
        assertThat(json().get("name").asString()).isEqualTo("after");
        assertThat(json().get("file").isNull()).isTrue();
        assertThat(json().get("has_files").asBoolean()).isFalse();
        assertThat(json().get("bytes").asLong())
                .isEqualTo(sessions().checkpoint("notes", "after").orElseThrow().bytes());

        for (int time = 0; time < 2; time++) {
            assertThat(program("session", "restore", "notes", "--name", "before"))
                    .as(errors())
                    .isZero();
            assertThat(turn("notes", "import os; print(x, sorted(os.listdir())); x = 1"))
                    .isEqualTo("41 ['a.txt', 'user_code.py']\n");
        }
        assertThat(program("session", "restore", "notes", "--name", "after")).isZero();
        assertThat(turn("notes", "print(x, open('a.txt').read())")).isEqualTo("0 kept\n");

        assertThat(program("session", "checkpoint", "notes", "--name", "before", "--force"))
                .isZero();
        assertThat(program("session", "fork", "notes", "--name", "try")).isZero();
        assertThat(program("session", "restore", "try", "--name", "before")).isZero();
        assertThat(turn("try", "print(x)")).isEqualTo("0\n");
        assertThat(program("session", "rm", "notes", "--checkpoint", "before")).isZero();
        assertThat(program("session", "restore", "notes", "--name", "before"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("there is no checkpoint before", "kept are: after");
        assertThat(turn("notes", "print(x)")).isEqualTo("0\n");
    }

    @Test
    void a_checkpoint_goes_through_pipes() {
        turn("notes", "x = 41");

        assertThat(program("session", "checkpoint", "notes", "--to", "-")).as(errors()).isZero();
        standardInput = out.toByteArray();
        assertThat(program("session", "restore", "again", "--from", "-", "--json")).isZero();

        assertThat(json().get("success").asBoolean()).isTrue();
        assertThat(json().get("language").asString()).isEqualTo("python");
        assertThat(json().get("has_files").asBoolean()).isTrue();
        assertThat(turn("again", "print(x)")).isEqualTo("41\n");
    }

    @Test
    void a_checkpoint_of_large_memory_is_restored_under_any_policy() {
        assertThat(
                        program(
                                "run",
                                "--session",
                                "big",
                                "--persist",
                                "--memory",
                                "400M",
                                "-c",
                                "x = bytearray(200_000_000)"))
                .as(errors())
                .isZero();
        assertThat(program("session", "checkpoint", "big", "--to", "-")).as(errors()).isZero();
        standardInput = out.toByteArray();
        assertThat(program("session", "restore", "again", "--from", "-", "--max-bytes", "1000"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(sessions().exists("again")).isFalse();

        assertThat(program("session", "restore", "again", "--from", "-")).as(errors()).isZero();
        assertThat(
                        program(
                                "run",
                                "--session",
                                "again",
                                "--persist",
                                "--memory",
                                "400M",
                                "-c",
                                "print(len(x))"))
                .isZero();
        assertThat(output()).isEqualTo("200000000\n");
    }

    @Test
    void a_session_without_an_interpreter_is_told_and_can_be_taken_with_a_fresh_one() {
        boolean _ = sessions().open("plain");
        sessions().writeFile("plain", "a.txt", "x", true);

        assertThat(program("session", "checkpoint", "plain", "--to", "-"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("no interpreter that lives on", "--language");
        assertThat(
                        program(
                                "session",
                                "checkpoint",
                                "plain",
                                "--to",
                                "-",
                                "--language",
                                "javascript"))
                .as(errors())
                .isZero();
        standardInput = out.toByteArray();
        assertThat(program("session", "restore", "again", "--from", "-", "--json")).isZero();
        assertThat(json().get("language").asString()).isEqualTo("javascript");
        assertThat(sessions().listFiles("again")).contains("a.txt");
    }

    @Test
    void mistakes_change_nothing_and_are_told() throws IOException {
        turn("notes", "x = 41");
        Path broken = Files.writeString(directory.resolve("broken"), "no checkpoint");

        assertThat(program("session", "restore", "new", "--from", broken.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors()).startsWith("sandbox: ").doesNotContain("\tat ");
        assertThat(sessions().exists("new")).isFalse();
        assertThat(program("session", "restore", "notes", "--from", broken.toString(), "--force"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(turn("notes", "print(x)")).isEqualTo("41\n");
        assertThat(
                        program(
                                "session",
                                "restore",
                                "new",
                                "--from",
                                directory.resolve("absent").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("there is no such file");
        assertThat(program("session", "checkpoint", "absent", "--to", "-"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(sessions().exists("absent")).isFalse();
        assertThat(program("session", "checkpoint", "notes", "--to", broken.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(broken).hasContent("no checkpoint");
        assertThat(program("session", "checkpoint", "notes", "--to", "-", "--json"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(program("session", "checkpoint", "notes")).isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("--to");
        assertThat(program("session", "fork", "absent")).isEqualTo(ExitCode.USAGE);
        assertThat(program("session", "fork", "notes", "--name", "notes"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors()).contains("there is a session notes already");
        assertThat(program("session", "fork", "notes", "--count", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(program("session", "fork", "notes", "--count", "1", "--name", "x"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(sessions().list()).containsExactly("notes");
    }

    @Test
    void forks_are_independent_of_each_other() {
        turn("notes", "x = [1]; open('a.txt', 'w').write('kept')");

        assertThat(program("session", "fork", "notes", "--count", "2")).as(errors()).isZero();
        List<String> ids = output().lines().toList();
        assertThat(ids).hasSize(2).doesNotHaveDuplicates();
        turn(ids.get(0), "x.append(2); open('a.txt', 'w').write('changed')");

        assertThat(turn(ids.get(1), "print(x, open('a.txt').read())")).isEqualTo("[1] kept\n");
        assertThat(turn(ids.get(0), "print(x, open('a.txt').read())"))
                .isEqualTo("[1, 2] changed\n");
        assertThat(turn("notes", "print(x, open('a.txt').read())")).isEqualTo("[1] kept\n");

        assertThat(program("session", "fork", "notes", "--name", "a", "--name", "b", "--json"))
                .isZero();
        assertThat(json().get("copies").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(turn("b", "print(x)")).isEqualTo("[1]\n");
    }
}
