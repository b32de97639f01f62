package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryStorageAdapterTest extends StorageAdapterContract {
    @Override
    StorageAdapter adapter() {
        return new MemoryStorageAdapter();
    }

    @Test
    void a_snapshot_is_not_touched_by_later_commits() throws IOException {
        StorageAdapter storage = withSession("s");
        assertThat(storage.commit("s", List.of(file("f", "before")), USED)).isEmpty();
        WorkspaceSnapshot snapshot = storage.open("s");

        assertThat(storage.commit("s", List.of(file("f", "after")), USED)).isEmpty();

        assertThat(read(snapshot, "f")).isEqualTo("before");
        assertThat(read(storage, "s", "f")).isEqualTo("after");
    }

    @Test
    void has_no_local_path() {
        assertThat(withSession("s").localPath("s")).isEmpty();
    }
}
