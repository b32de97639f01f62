package dev.wasmsandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.Sessions;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands about sessions as the program runs them, in a directory of the test; nothing is to run in a sandbox. */
abstract class SessionProgram {
    @TempDir Path directory;

    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    byte[] standardInput = {};
    boolean terminal;
    Map<String, String> environment = Map.of();
    Sessions sessions = Sessions.of(new MemoryStorageAdapter(), SandboxLogger.none());

    @BeforeEach
    void begin() {
        sessions = Sessions.of(storage(), SandboxLogger.none());
    }

    final DiskStorageAdapter storage() {
        return new DiskStorageAdapter(workspace());
    }

    final Path workspace() {
        return directory.resolve("workspace");
    }

    /** Replaces {@code @} in words by the test's directory. */
    final int session(String... words) {
        out.reset();
        err.reset();
        String[] all = new String[words.length + 3];
        all[0] = "session";
        all[1] = words[0];
        all[2] = "--workspace=" + workspace();
        for (int index = 1; index < words.length; index++) {
            all[index + 2] = words[index].replace("@", directory.toString());
        }
        return program(Arrays.copyOf(all, words.length + 2));
    }

    final int program(String... words) {
        Surroundings surroundings =
                new Surroundings(
                        new ByteArrayInputStream(standardInput),
                        out,
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment,
                        () -> terminal);
        return new Program(
                        surroundings,
                        _ -> {
                            throw new IllegalStateException("nothing is to run");
                        })
                .run(words);
    }

    /** Runs a wrong command line, which is told of, and leaves the session {@code s} with its file {@code a} as the only ones. */
    final void requireRefused(String line, String expected) {
        int exitCode = session(line.strip().split(" "));

        assertThat(errors())
                .startsWith("sandbox: ")
                .contains(expected)
                .doesNotContain("\tat ", "\033[");
        assertThat(exitCode).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(sessions.list()).containsExactly("s");
        assertThat(sessions.listFiles("s")).containsExactly("a");
    }

    final String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    final String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    final JsonNode json() {
        return JsonMapper.shared().readTree(output());
    }

    final Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    /** Keeps some bytes with a session where a checkpoint would be. */
    final void withCheckpoint(String id, String name, int bytes) {
        boolean _ = sessions.open(id);
        storage().saveCheckpoint(id, name, "a".repeat(64), FileContent.of(new byte[bytes]));
    }

    final void withFile(String id, String path, String content) {
        boolean _ = sessions.open(id);
        sessions.writeFile(id, path, content, true);
    }
}
