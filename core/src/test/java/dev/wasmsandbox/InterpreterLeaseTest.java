package dev.wasmsandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The right to have an interpreter awake, among adapters and processes over one folder. */
class InterpreterLeaseTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir Path directory;
    private Path root = Path.of("");
    private DiskStorageAdapter storage = new DiskStorageAdapter(root);

    @BeforeEach
    void create() {
        root = directory.resolve("root");
        storage = new DiskStorageAdapter(root);
        assertThat(storage.create(SessionMetadata.createdAt("s", Instant.EPOCH))).isTrue();
    }

    private static Optional<InterpreterLease> take(StorageAdapter storage, Duration patience) {
        return storage.leaseInterpreter("s", RuntimeType.PYTHON, patience);
    }

    @Test
    void one_at_a_time_has_an_interpreter_and_sees_who_waits() throws Exception {
        StorageAdapter other = new DiskStorageAdapter(root);
        InterpreterLease first = take(storage, Duration.ZERO).orElseThrow();
        assertThat(take(other, Duration.ZERO)).isEmpty();
        assertThat(first.isWanted()).isFalse();
        storage.leaseInterpreter("s", RuntimeType.JAVASCRIPT, Duration.ZERO).orElseThrow().close();
        try (SessionLease _ = storage.lease("s", Duration.ZERO).orElseThrow();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<InterpreterLease> second = threads.submit(() -> take(other, LONG).orElseThrow());
            while (!first.isWanted()) {
                Thread.onSpinWait();
            }
            assertThat(second.isDone()).isFalse();
            first.close();
            assertThat(first.isValid()).isFalse();
            try (InterpreterLease had = second.get()) {
                assertThat(had.isValid()).isTrue();
                assertThat(had.isWanted()).isFalse();
                assertThat(take(storage, Duration.ZERO)).isEmpty();
            }
        }
        take(storage, Duration.ZERO).orElseThrow().close();
    }

    @Test
    void another_process_that_waits_is_seen_and_goes_on() {
        InterpreterLease first = take(storage, Duration.ZERO).orElseThrow();
        ChildJvm.Running child =
                ChildJvm.of(Other.class).arguments(root.toString(), "take").start();
        while (!first.isWanted()) {
            Thread.onSpinWait();
        }
        first.close();

        child.await().expectExitCode(0).expectOutput("had it");
    }

    @Test
    void a_process_that_is_killed_gives_its_interpreter_free() {
        ChildJvm.of(Other.class).arguments(root.toString(), "die").run().expectExitCode(9);

        InterpreterLease lease = take(storage, Duration.ZERO).orElseThrow();
        assertThat(lease.isWanted()).isFalse();
        lease.close();
    }

    @Test
    void a_session_whose_folder_was_removed_by_hand_begins_anew() throws IOException {
        InterpreterLease lease = take(storage, Duration.ZERO).orElseThrow();
        storage.saveCheckpoint(
                "s", ".python", "0".repeat(64), WorkspaceChange.FileContent.of(new byte[1]));
        Files.delete(root.resolve("s/.metadata.json"));
        assertThat(lease.isValid()).isTrue();
        Files.delete(root.resolve("s"));
        assertThat(lease.isValid()).isFalse();

        assertThat(storage.create(SessionMetadata.createdAt("s", Instant.EPOCH))).isTrue();

        assertThat(lease.isValid()).isFalse();
        assertThat(storage.checkpoints("s")).isEmpty();
        try (InterpreterLease next = take(storage, Duration.ZERO).orElse(lease)) {
            assertThat(next.isValid()).as("in the same process the seat is taken").isFalse();
        }
        lease.close();
        try (InterpreterLease next = take(storage, Duration.ZERO).orElseThrow()) {
            assertThat(next.isValid()).isTrue();
        }
    }

    @Test
    void a_deleted_session_leaves_no_lock() {
        InterpreterLease lease = take(storage, Duration.ZERO).orElseThrow();
        assertThat(root.resolve(".awake-python/s")).exists();

        assertThat(storage.delete("s")).isTrue();
        lease.close();

        assertThat(root.resolve(".awake-python/s")).doesNotExist();
        assertThat(root.resolve(".awake-javascript")).doesNotExist();
    }

    /** What other processes do with the interpreter. */
    static final class Other {
        private Other() {}

        /** Entry point of the other process. */
        public static void main(String[] arguments) {
            StorageAdapter storage = new DiskStorageAdapter(Path.of(arguments[0]));
            InterpreterLease lease = take(storage, LONG).orElseThrow();
            if (arguments[1].equals("die")) {
                Runtime.getRuntime().halt(9);
            }
            System.out.println(lease.isValid() ? "had it" : "had something else");
            lease.close();
        }
    }
}
