package dev.wasmsandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.WorkspaceChange.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How storage adapters keep interpreters. */
class SavedInterpretersTest {
    @TempDir Path root;

    @Test
    void a_folder_keeps_them_beside_the_workspaces() throws IOException {
        keeps(new DiskStorageAdapter(root));
    }

    @Test
    void memory_keeps_them() throws IOException {
        keeps(new MemoryStorageAdapter());
    }

    private static void keeps(StorageAdapter storage) throws IOException {
        assertThat(storage.create(SessionMetadata.createdAt("s", Instant.EPOCH))).isTrue();
        assertThat(storage.openState("s", RuntimeType.PYTHON)).isEmpty();
        assertThat(storage.deleteState("s", RuntimeType.PYTHON)).isFalse();

        storage.saveState("s", RuntimeType.PYTHON, content("one"));
        storage.saveState("s", RuntimeType.JAVASCRIPT, content("js"));
        storage.saveState("s", RuntimeType.PYTHON, content("two"));

        assertThat(read(storage, RuntimeType.PYTHON)).isEqualTo("two");
        assertThat(read(storage, RuntimeType.JAVASCRIPT)).isEqualTo("js");
        try (WorkspaceSnapshot workspace = storage.open("s")) {
            assertThat(workspace.entries()).isEmpty();
        }
        assertThat(storage.sessions()).containsExactly("s");
        assertThat(storage.deleteState("s", RuntimeType.PYTHON)).isTrue();
        assertThat(storage.openState("s", RuntimeType.PYTHON)).isEmpty();
        assertThat(storage.delete("s")).isTrue();
        assertThat(storage.openState("s", RuntimeType.JAVASCRIPT)).isEmpty();
        assertThatThrownBy(() -> storage.saveState("s", RuntimeType.PYTHON, content("x")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("no session s");
    }

    private static FileContent content(String text) {
        return FileContent.of(text.getBytes(UTF_8));
    }

    private static String read(StorageAdapter storage, RuntimeType runtime) throws IOException {
        try (InputStream in = storage.openState("s", runtime).orElseThrow()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
