package dev.wasmsandbox.core.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.SessionLease;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StoredCheckpoint;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints on a disk that fails, or in a process that dies, at each of its operations. */
class FaultyCheckpointTest {
    private static final String OLD = "0".repeat(64);
    private static final String NEW = "1".repeat(64);

    @TempDir Path directory;
    private int roots;

    private DiskStorageAdapter storage(boolean withOld) {
        DiskStorageAdapter storage = new DiskStorageAdapter(directory.resolve("root" + roots++));
        assertThat(storage.create(SessionMetadata.createdAt("s", Instant.EPOCH))).isTrue();
        if (withOld) {
            storage.saveCheckpoint("s", "a", OLD, content("old"));
        }
        return storage;
    }

    private static FileContent content(String text) {
        return FileContent.of(text.getBytes(UTF_8));
    }

    private static void save(Path root, FaultyFolder.Plan plan, boolean durable)
            throws IOException {
        try (HostFolder top = new FaultyFolder(HostFolder.open(root), plan);
                HostFolder all = top.child(".staging");
                DiskStaging staging = new DiskStaging(all, "s", durable)) {
            new DiskCheckpoints(top, "s").save(staging, "a", NEW, content("new"));
        }
    }

    /** What is kept is what is said of it, and either the old one or the new one. */
    private static boolean isNew(DiskStorageAdapter storage, boolean withOld) throws IOException {
        List<StoredCheckpoint> found = storage.checkpoints("s");
        InputStream stream = storage.openCheckpoint("s", "a").orElse(null);
        if (stream == null) {
            assertThat(withOld).isFalse();
            assertThat(found).isEmpty();
            return false;
        }
        try (stream) {
            String text = new String(stream.readAllBytes(), UTF_8);
            assertThat(text).isIn(withOld ? List.of("old", "new") : List.of("new"));
            assertThat(found)
                    .singleElement()
                    .satisfies(one ->
                            assertThat(one.contentHash())
                                    .isEqualTo(text.equals("old") ? OLD : NEW));
            return text.equals("new");
        }
    }

    @Test
    void it_is_the_old_one_or_the_new_one_whatever_fails() throws IOException {
        for (FaultyFolder.Fault fault : FaultyFolder.Fault.values()) {
            for (boolean withOld : new boolean[] {true, false}) {
                int failures = 0;
                boolean done = false;
                for (int step = 1; !done; step++) {
                    DiskStorageAdapter storage = storage(withOld);
                    FaultyFolder.Plan plan = new FaultyFolder.Plan(fault, step);
                    boolean told = false;
                    try {
                        save(storage.root(), plan, step % 2 == 0);
                    } catch (IOException | FaultyFolder.Death e) {
                        told = true;
                        failures++;
                    }
                    boolean isNew = isNew(storage, withOld);
                    assertThat(isNew || told).as("step " + step).isTrue();
                    try (SessionLease _ = storage.lease("s", Duration.ZERO).orElseThrow();
                            Stream<Path> left = Files.list(storage.stagingPath())) {
                        assertThat(left).as("step " + step).isEmpty();
                    }
                    done = !plan.happened();
                    assertThat(done && told).isFalse();
                }
                assertThat(failures).isGreaterThan(2);
            }
        }
    }

    @Test
    void files_are_plain_and_hold_what_was_saved() throws IOException {
        DiskStorageAdapter storage = storage(true);
        Path file = storage.root().resolve(".state/s/a");

        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                .startsWith("oldWSBXHASH")
                .hasSize(3 + 40);
    }

    @Test
    void a_file_that_was_cut_short_is_told_and_can_be_deleted() throws IOException {
        DiskStorageAdapter storage = storage(true);
        Path file = storage.root().resolve(".state/s/a");
        for (String text :
                List.of("", "ol", "old, and something else that is long enough to hold it")) {
            Files.writeString(file, text);

            assertThat(storage.checkpoints("s"))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.contentHash()).isEmpty();
                        assertThat(one.bytes()).isEqualTo(text.length());
                    });
            try (InputStream in = storage.openCheckpoint("s", "a").orElseThrow()) {
                assertThat(in.readAllBytes()).asString().isEqualTo(text);
            }
        }
        assertThat(storage.deleteCheckpoint("s", "a")).isTrue();
        assertThat(storage.checkpoints("s")).isEmpty();
    }

    @Test
    void what_is_no_plain_file_is_neither_listed_nor_followed() throws IOException {
        DiskStorageAdapter storage = storage(true);
        Path folder = storage.root().resolve(".state/s");
        Path outside = Files.writeString(directory.resolve("outside"), "secret");
        Files.createSymbolicLink(folder.resolve("link"), outside);
        Files.createDirectory(folder.resolve("folder"));

        assertThat(storage.checkpoints("s"))
                .extracting(StoredCheckpoint::name)
                .containsExactly("a");
        assertThatThrownBy(() -> storage.openCheckpoint("s", "link"))
                .hasMessageContaining("no plain file");
        storage.saveCheckpoint("s", "link", NEW, content("replaced"));

        assertThat(outside).hasContent("secret");
        assertThat(storage.checkpoints("s")).hasSize(2);
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.move(storage.root().resolve(".state"), directory.resolve("moved"));
        Files.createSymbolicLink(storage.root().resolve(".state"), elsewhere);
        assertThatThrownBy(() -> storage.saveCheckpoint("s", "a", NEW, content("x")))
                .isInstanceOf(dev.wasmsandbox.StorageException.class);
        assertThat(elsewhere).isEmptyDirectory();
    }
}
