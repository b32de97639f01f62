package dev.wasmsandbox.core.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.SessionMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogsTest {
    private static final Instant NOW = Instant.parse("2026-05-05T05:05:05.123Z");

    @Test
    void each_run_has_a_directory_beside_the_workspaces(@TempDir Path root) {
        DiskStorageAdapter storage = new DiskStorageAdapter(root);
        assertThat(storage.create(SessionMetadata.createdAt("s", NOW))).isTrue();

        Path first = RunLogs.keep(storage, "s", NOW, "out".getBytes(UTF_8), new byte[0]);
        Path second = RunLogs.keep(storage, "s", NOW, new byte[0], "err".getBytes(UTF_8));

        assertThat(first).isAbsolute().isNotEqualTo(second);
        assertThat(first.getParent()).isEqualTo(root.toAbsolutePath().resolve(".logs/s"));
        assertThat(first.getFileName().toString()).startsWith("20260505T050505.123Z-");
        assertThat(first.resolve("stdout.log")).hasContent("out");
        assertThat(first.resolve("stderr.log")).isEmptyFile();
        assertThat(second.resolve("stderr.log")).hasContent("err");
        assertThat(storage.sessions()).containsExactly("s");
    }

    @Test
    void without_a_folder_they_are_temporary_files() throws IOException {
        MemoryStorageAdapter storage = new MemoryStorageAdapter();
        assertThat(storage.create(SessionMetadata.createdAt("s", NOW))).isTrue();

        Path logs = RunLogs.keep(storage, "s", NOW, "out".getBytes(UTF_8), new byte[0]);

        assertThat(logs.resolve("stdout.log")).hasContent("out");
        Files.delete(logs.resolve("stdout.log"));
        Files.delete(logs.resolve("stderr.log"));
        Files.delete(logs);
    }
}
