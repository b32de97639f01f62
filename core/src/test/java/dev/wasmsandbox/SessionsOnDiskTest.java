package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsOnDiskTest extends SessionsContract {
    @TempDir Path directory;

    @Override
    StorageAdapter storage() {
        return new DiskStorageAdapter(root());
    }

    private Path root() {
        return directory.resolve("root");
    }

    @Test
    void links_of_the_host_lead_nowhere() throws IOException {
        String id = withFiles("a");
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Path secret = Files.writeString(outside.resolve("secret"), "secret");
        Files.createSymbolicLink(root().resolve(id).resolve("file"), secret);
        Files.createSymbolicLink(root().resolve(id).resolve("folder"), outside);

        assertThat(sessions().listFiles(id)).containsExactly("a");
        assertThatThrownBy(() -> sessions().readFile(id, "file"))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> sessions().readFile(id, "folder/secret"))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> sessions().writeFile(id, "file", "x", true))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("in the way");
        assertThatThrownBy(() -> sessions().writeFile(id, "folder/new", "x", true))
                .isInstanceOf(StorageException.class);
        assertThat(sessions().deletePath(id, "folder", true)).isFalse();
        assertThat(sessions().deleteWorkspace(id)).isTrue();

        assertThat(secret).hasContent("secret");
        try (Stream<Path> left = Files.list(outside)) {
            assertThat(left).containsExactly(secret);
        }
    }

    @Test
    void a_directory_with_something_of_the_hosts_in_it_is_told() throws IOException {
        String id = withFiles("d/f");
        Files.createSymbolicLink(root().resolve(id).resolve("d/link"), directory);

        assertThatThrownBy(() -> sessions().deletePath(id, "d", true))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("'d'")
                .hasMessageContaining("not part of the workspace");

        assertThat(sessions().listFiles(id)).isEmpty();
    }

    @Test
    void a_session_without_readable_metadata_is_never_pruned() throws IOException {
        sessions().open("damaged");
        sessions().open("missing");
        Files.writeString(root().resolve("damaged/.metadata.json"), "{");
        Files.delete(root().resolve("missing/.metadata.json"));

        PruneResult result = sessions().prune(Duration.ZERO, false);

        assertThat(result.skippedSessions()).containsExactly("damaged", "missing");
        assertThat(result.deletedSessions()).isEmpty();
        assertThat(sessions().list()).containsExactly("damaged", "missing");
    }

    @Test
    void a_deleted_session_leaves_neither_logs_nor_locks() throws IOException {
        for (String id : new String[] {"s", "t"}) {
            sessions().open(id);
            Path logs = Files.createDirectories(root().resolve(".logs").resolve(id).resolve("run"));
            Files.writeString(logs.resolve("stdout.log"), "printed");
        }

        assertThat(sessions().deleteWorkspace("s")).isTrue();

        assertThat(root().resolve(".logs/s")).doesNotExist();
        assertThat(root().resolve(".locks/s")).doesNotExist();
        assertThat(root().resolve(".logs/t/run/stdout.log")).hasContent("printed");
    }

    @Test
    void what_a_stream_was_kept_in_is_removed() throws IOException {
        String id = withFiles();
        byte[] bytes = new byte[2_000_000];

        sessions().writeFile(id, "f", new java.io.ByteArrayInputStream(bytes), false);

        try (Stream<Path> left = Files.list(root().resolve(".staging"))) {
            assertThat(left).isEmpty();
        }
        assertThat(root().resolve(id).resolve("f")).hasSize(bytes.length);
    }
}
