package dev.wasmsandbox.core.workspace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.WorkspaceEntry;
import dev.wasmsandbox.WorkspaceFailure;
import dev.wasmsandbox.WorkspaceSnapshot;
import dev.wasmsandbox.core.guest.GuestTime;
import dev.wasmsandbox.core.storage.UnixNanos;
import dev.wasmsandbox.hostfs.ScratchDirectory;
import dev.wasmsandbox.wasi.Blob;
import dev.wasmsandbox.wasi.Changes;
import dev.wasmsandbox.wasi.Changes.ChangedFile;
import dev.wasmsandbox.wasi.Changes.ChangedLink;
import dev.wasmsandbox.wasi.DirectoryEntry;
import dev.wasmsandbox.wasi.ScratchFile;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
    private static final Instant NOW = Instant.parse("2026-05-05T05:05:05Z");
    private static final Changes NOTHING =
            new Changes(
                    List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    private final StorageAdapter storage = new MemoryStorageAdapter();

    private Workspace open(String code) {
        if (!storage.exists("s")) {
            assertThat(storage.create(SessionMetadata.createdAt("s", NOW))).isTrue();
        }
        return Workspace.open(storage, "s", "user_code.py", code.getBytes(UTF_8));
    }

    private static ChangedFile file(String path, String text) {
        return new ChangedFile(path, Blob.of(text.getBytes(UTF_8)), 1_500_000_000_123_456_789L);
    }

    private Map<String, String> stored() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (WorkspaceSnapshot snapshot = storage.open("s")) {
            for (WorkspaceEntry entry : snapshot.entries()) {
                byte[] bytes = new byte[(int) entry.size()];
                if (entry.kind() == WorkspaceEntry.Kind.FILE) {
                    assertThat(snapshot.read(entry).read(0, bytes, 0, bytes.length))
                            .isEqualTo(bytes.length);
                }
                contents.put(entry.path(), new String(bytes, UTF_8));
            }
        }
        return contents;
    }

    @Test
    void the_code_is_kept_and_not_reported() throws IOException {
        try (Workspace workspace = open("print(1)")) {
            assertThat(workspace.tree().usage().entries()).isEqualTo(1);

            FileChanges changes = workspace.commit(NOTHING, NOW);

            assertThat(changes)
                    .isEqualTo(new FileChanges(List.of(), List.of(), List.of(), List.of()));
        }
        assertThat(stored()).isEqualTo(Map.of("user_code.py", "print(1)"));

        try (Workspace workspace = open("print(22)")) {
            assertThat(workspace.tree().usage().bytes()).isEqualTo(9);
            assertThat(workspace.commit(NOTHING, NOW).modified()).isEmpty();
        }
        assertThat(stored()).isEqualTo(Map.of("user_code.py", "print(22)"));
    }

    @Test
    void the_same_code_is_not_written_again() {
        try (Workspace workspace = open("x")) {
            assertThat(workspace.commit(NOTHING, NOW).failures()).isEmpty();
        }
        try (Workspace workspace = open("x")) {
            assertThat(workspace.commit(NOTHING, NOW.plusSeconds(60)).failures()).isEmpty();
        }

        try (WorkspaceSnapshot snapshot = storage.open("s")) {
            assertThat(snapshot.entries())
                    .containsExactly(WorkspaceEntry.file("user_code.py", 1, NOW));
        }
        assertThat(storage.metadata("s").orElseThrow().updatedAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void changes_are_stored_and_reported_sorted() throws IOException {
        try (Workspace workspace = open("x")) {
            Changes changes =
                    new Changes(
                            List.of(file("b/new", "1"), file("a", "2")),
                            List.of(),
                            List.of(),
                            List.of("b", "b/c"),
                            List.of(),
                            List.of(new ChangedLink("link", "a")),
                            List.of());
            assertThat(workspace.commit(changes, NOW))
                    .isEqualTo(
                            new FileChanges(
                                    List.of("a", "b/new"), List.of(), List.of(), List.of()));
        }
        assertThat(stored())
                .isEqualTo(
                        Map.of(
                                "a",
                                "2",
                                "b",
                                "",
                                "b/c",
                                "",
                                "b/new",
                                "1",
                                "link",
                                "",
                                "user_code.py",
                                "x"));

        try (Workspace workspace = open("x")) {
            assertThat(workspace.tree().usage().entries()).isEqualTo(6);
            Changes changes =
                    new Changes(
                            List.of(),
                            List.of(file("a", "changed")),
                            List.of("b/new"),
                            List.of(),
                            List.of("b", "b/c"),
                            List.of(),
                            List.of("link"));
            assertThat(workspace.commit(changes, NOW))
                    .isEqualTo(
                            new FileChanges(List.of(), List.of("a"), List.of("b/new"), List.of()));
        }
        assertThat(stored()).isEqualTo(Map.of("a", "changed", "user_code.py", "x"));
    }

    @Test
    void what_the_guest_does_to_the_code_file_is_undone() throws IOException {
        try (Workspace workspace = open("x")) {
            Changes changes =
                    new Changes(
                            List.of(file("user_code.py/f", "1")),
                            List.of(file("user_code.py", "overwritten")),
                            List.of("user_code.py"),
                            List.of("user_code.py"),
                            List.of(),
                            List.of(new ChangedLink("user_code.py", "a")),
                            List.of());

            assertThat(workspace.commit(changes, NOW))
                    .isEqualTo(new FileChanges(List.of(), List.of(), List.of(), List.of()));
        }
        assertThat(stored()).isEqualTo(Map.of("user_code.py", "x"));
    }

    @Test
    void what_is_kept_for_the_storage_is_not_the_guests() throws IOException {
        try (Workspace workspace = open("x")) {
            Changes changes =
                    new Changes(
                            List.of(file(".metadata.json", "{}"), file(".Metadata.JSON", "{}")),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of());

            FileChanges done = workspace.commit(changes, NOW);

            assertThat(done.created()).isEmpty();
            assertThat(done.failures()).isEmpty();
        }
        assertThat(stored()).isEqualTo(Map.of("user_code.py", "x"));
    }

    @Test
    void what_cannot_be_stored_is_told_and_not_reported() throws IOException {
        try (Workspace workspace = open("x")) {
            Changes changes =
                    new Changes(
                            List.of(file("a", "1"), file("no/directory", "2")),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of());

            FileChanges done = workspace.commit(changes, NOW);

            assertThat(done.created()).containsExactly("a");
            assertThat(done.failures())
                    .containsExactly(
                            new WorkspaceFailure("no/directory", "its directory is not there"));
            assertThat(done.applyTo(new Outcome.Completed()))
                    .isEqualTo(
                            new Outcome.HostFailure(
                                    "not all files could be stored: 'no/directory' (its directory is not there)",
                                    null));
            Outcome worse = new Outcome.LimitReached(TrapReason.TIMEOUT, "slow");
            assertThat(done.applyTo(worse)).isSameAs(worse);
        }
        assertThat(stored()).containsOnlyKeys("a", "user_code.py");
    }

    @Test
    void the_code_takes_nothing_of_the_quotas() {
        ExecutionPolicy policy =
                ExecutionPolicy.builder().diskQuotaBytes(1000).maxFiles(10).build();

        try (Workspace workspace = open("12345")) {
            assertThat(workspace.limits(policy, 128).maxBytes()).isEqualTo(1005);
            assertThat(workspace.limits(policy, 128).maxEntries()).isEqualTo(11);
        }
        ExecutionPolicy endless = ExecutionPolicy.builder().diskQuotaBytes(Long.MAX_VALUE).build();
        try (Workspace workspace = open("12345")) {
            assertThat(workspace.limits(endless, 128).maxBytes()).isEqualTo(Long.MAX_VALUE);
        }
    }

    /** Makes {@code d/a}. */
    private void storeFileInDirectory() {
        try (Workspace workspace = open("x")) {
            Changes changes =
                    new Changes(
                            List.of(file("d/a", "1")),
                            List.of(),
                            List.of(),
                            List.of("d"),
                            List.of(),
                            List.of(),
                            List.of());
            assertThat(workspace.commit(changes, NOW).failures()).isEmpty();
        }
    }

    @Test
    void a_workspace_in_memory_is_taken_as_it_is() throws IOException {
        storeFileInDirectory();

        try (Workspace one = open("x");
                Workspace other = open("y")) {
            assertThat(one.tree().find("d").orElseThrow())
                    .isSameAs(other.tree().find("d").orElseThrow());
        }
    }

    @Test
    void times_are_those_of_the_run() throws IOException {
        storeFileInDirectory();
        long written = 1_500_000_000_123_456_789L;
        long fixed = UnixNanos.of(GuestTime.DETERMINISTIC_START);

        assertTimes(new FileTimes(false, false, 5), 5, 5, UnixNanos.of(NOW), written);
        assertTimes(new FileTimes(false, true, 5), 5, 5, 5, written);
        assertTimes(new FileTimes(true, false, 5), 5, 5, fixed, fixed);
        assertTimes(new FileTimes(true, true, 5), 5, 5, 5, fixed);
    }

    private void assertTimes(FileTimes times, long root, long code, long directory, long file)
            throws IOException {
        try (Workspace workspace =
                Workspace.open(storage, "s", "user_code.py", "x".getBytes(UTF_8), times)) {
            DirectoryEntry tree = workspace.tree();
            assertThat(workspace.timeOf(tree)).isEqualTo(root);
            assertThat(workspace.timeOf(tree.find("user_code.py").orElseThrow())).isEqualTo(code);
            assertThat(workspace.timeOf(tree.find("d").orElseThrow())).isEqualTo(directory);
            assertThat(workspace.timeOf(tree.find("d/a").orElseThrow())).isEqualTo(file);
        }
    }

    @Test
    void contents_are_fetched_when_they_are_read_and_few_stay_open(@TempDir Path root)
            throws IOException {
        DiskStorageAdapter disk = new DiskStorageAdapter(root);
        assertThat(disk.create(SessionMetadata.createdAt("s", NOW))).isTrue();
        List<WorkspaceEntry> entries;
        for (int index = 0; index < 50; index++) {
            Files.writeString(root.resolve("s/f" + index), "content " + index);
        }

        try (WorkspaceSnapshot snapshot = disk.open("s");
                OpenContents contents = new OpenContents(snapshot)) {
            entries = snapshot.entries();
            for (int round = 0; round < 2; round++) {
                for (WorkspaceEntry entry : entries) {
                    byte[] bytes = new byte[(int) entry.size()];
                    contents.blob(entry).read(0, bytes, 0, bytes.length);
                    assertThat(new String(bytes, UTF_8))
                            .isEqualTo("content " + entry.path().substring(1));
                }
            }
            assertThatThrownBy(() -> contents.blob(entries.get(0)).read(5, new byte[99], 0, 99))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_folder_of_the_host_in_the_place_of_the_code_stays(@TempDir Path root)
            throws IOException {
        DiskStorageAdapter disk = new DiskStorageAdapter(root);
        assertThat(disk.create(SessionMetadata.createdAt("s", NOW))).isTrue();
        Files.createDirectory(root.resolve("s/user_code.py"));

        try (Workspace workspace = Workspace.open(disk, "s", "user_code.py", "x".getBytes(UTF_8))) {
            assertThat(workspace.commit(NOTHING, NOW).failures()).isEmpty();
        }

        assertThat(root.resolve("s/user_code.py")).isEmptyDirectory();
    }

    @Test
    void scratch_files_are_moved_into_their_place(@TempDir Path root) throws IOException {
        DiskStorageAdapter disk = new DiskStorageAdapter(root);
        assertThat(disk.create(SessionMetadata.createdAt("s", NOW))).isTrue();
        try (ScratchDirectory scratch = ScratchDirectory.in(disk.stagingPath());
                ScratchFile large = scratch.create();
                Workspace workspace =
                        Workspace.open(disk, "s", "user_code.py", "x".getBytes(UTF_8))) {
            large.write(0, "large".getBytes(UTF_8), 0, 5);
            Changes changes =
                    new Changes(
                            List.of(new ChangedFile("big", large, 0)),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of());

            assertThat(workspace.commit(changes, NOW).created()).containsExactly("big");

            assertThatThrownBy(() -> large.read(0, new byte[1], 0, 1))
                    .isInstanceOf(IOException.class);
        }
        assertThat(root.resolve("s/big")).hasContent("large");
    }

    @Test
    void an_impossible_index_is_told() {
        WorkspaceSnapshot impossible =
                new WorkspaceSnapshot() {
                    @Override
                    public List<WorkspaceEntry> entries() {
                        return List.of(WorkspaceEntry.link("l", "x".repeat(5000), NOW));
                    }

                    @Override
                    public Content read(WorkspaceEntry entry) throws IOException {
                        throw new IOException("nothing is to be read");
                    }

                    @Override
                    public void close() {}
                };
        StorageAdapter flawed =
                (StorageAdapter)
                        Proxy.newProxyInstance(
                                StorageAdapter.class.getClassLoader(),
                                new Class<?>[] {StorageAdapter.class},
                                (_, _, _) -> impossible);

        assertThatThrownBy(() -> Workspace.open(flawed, "s", "user_code.py", new byte[1]))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("impossible index");
    }
}
