package dev.wasmsandbox.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.DiskStorageAdapter;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.core.storage.BytesContent;
import dev.wasmsandbox.core.storage.ContentKeeper;
import dev.wasmsandbox.core.storage.KeptContent;
import dev.wasmsandbox.core.text.Sha256;
import dev.wasmsandbox.hostfs.ScratchDirectory;
import dev.wasmsandbox.testkit.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files on their way into checkpoints and out of them. */
class SavedWorkspaceTest {
    private static final int LARGE = ContentKeeper.LARGEST_IN_MEMORY + 1;

    @TempDir Path root;

    private static StorageAdapter withFiles(StorageAdapter storage, int... sizes) {
        assertThat(storage.create(SessionMetadata.createdAt("s", Instant.EPOCH))).isTrue();
        List<WorkspaceChange> changes = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            byte[] bytes = new byte[sizes[i]];
            new SplittableRandom(i).nextBytes(bytes);
            changes.add(new WorkspaceChange.PutFile("f" + i, FileContent.of(bytes), Instant.EPOCH));
        }
        assertThat(storage.commit("s", changes, Instant.EPOCH)).isEmpty();
        return storage;
    }

    private static SavedFiles take(StorageAdapter storage, Optional<SavedFiles> before) {
        return SavedWorkspace.take(storage, "s", before);
    }

    private static boolean isInMemory(SavedFiles files, int index) {
        return files.content(index).content() instanceof BytesContent;
    }

    @Test
    void large_contents_and_those_beyond_some_megabytes_are_not_in_memory() throws IOException {
        int most = ContentKeeper.LARGEST_IN_MEMORY;
        for (StorageAdapter storage :
                List.of(new DiskStorageAdapter(root), new MemoryStorageAdapter())) {
            SavedFiles files =
                    take(
                            withFiles(storage, LARGE, most, most, most, most - 10, 10, 11, 0),
                            Optional.empty());

            assertThat(isInMemory(files, 0)).isFalse();
            for (int index = 1; index < 6; index++) {
                assertThat(isInMemory(files, index)).as("file " + index).isTrue();
            }
            assertThat(isInMemory(files, 6)).isFalse();
            assertThat(isInMemory(files, 7)).isTrue();
            assertThat(storage.create(SessionMetadata.createdAt("t", Instant.EPOCH))).isTrue();
            SavedWorkspace.put(storage, "t", files, Instant.EPOCH);
            SavedFiles again = SavedWorkspace.take(storage, "t", Optional.empty());
            assertThat(again.entries()).isEqualTo(files.entries());
            assertThat(again.hashes()).isEqualTo(files.hashes());
        }
    }

    @Test
    void what_did_not_change_is_shared_with_the_checkpoint_before() throws IOException {
        StorageAdapter storage = withFiles(new DiskStorageAdapter(root), LARGE, 10, 20, LARGE + 1);
        SavedFiles first = take(storage, Optional.empty());
        Files.write(root.resolve("s/f2"), new byte[20]);
        Files.write(root.resolve("s/f3"), new byte[LARGE + 1]);

        SavedFiles second = take(storage, Optional.of(first));

        assertThat(second.content(0)).isSameAs(first.content(0));
        assertThat(second.content(1)).isSameAs(first.content(1));
        assertThat(second.content(2)).isNotEqualTo(first.content(2));
        assertThat(second.content(3)).isNotEqualTo(first.content(3));
        assertThat(Sha256.hex(read(first.content(3)))).isEqualTo(first.content(3).hash());
        assertThat(Sha256.hex(read(second.content(3)))).isEqualTo(second.content(3).hash());
    }

    private static byte[] read(KeptContent content) throws IOException {
        try (InputStream in = content.content().open()) {
            return in.readAllBytes();
        }
    }

    @Test
    @Timeout(120)
    void scratch_files_go_with_the_last_checkpoint_that_has_something_of_them() throws IOException {
        StorageAdapter storage = withFiles(new MemoryStorageAdapter(), LARGE);
        SavedFiles files = take(storage, Optional.empty());
        SavedFiles other = take(storage, Optional.of(files));
        assertThat(scratchFiles()).isPositive();
        assertThat(read(other.content(0))).hasSize(LARGE);

        int before = scratchFiles();
        files = null;
        other = null;
        while (scratchFiles() >= before) {
            System.gc();
        }
    }

    private static int scratchFiles() throws IOException {
        int count = 0;
        String own = ScratchDirectory.PREFIX + ProcessHandle.current().pid() + "-";
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (Path each :
                    all.filter(path -> String.valueOf(path.getFileName()).startsWith(own))
                            .toList()) {
                try (Stream<Path> files = Files.list(each)) {
                    count += (int) files.count();
                }
            }
        }
        return count;
    }

    @Test
    void a_workspace_larger_than_the_heap_goes_through_a_checkpoint() throws IOException {
        StorageAdapter storage = withFiles(new DiskStorageAdapter(root), 1);
        for (String name : List.of("one", "two")) {
            try (RandomAccessFile large =
                    new RandomAccessFile(root.resolve("s").resolve(name).toFile(), "rw")) {
                large.setLength(50L << 20);
                large.write(name.charAt(0));
            }
        }
        assertThat(storage.exists("s")).isTrue();
        ChildJvm.of(SmallHeap.class)
                .jvmArguments(
                        "-Xmx32m",
                        "-Djava.io.tmpdir=" + Files.createDirectory(root.resolve(".tmp")))
                .arguments(root.toString())
                .run()
                .expectExitCode(0)
                .expectOutput("same");
        assertThat(root.resolve(".tmp")).isEmptyDirectory();
    }
}
