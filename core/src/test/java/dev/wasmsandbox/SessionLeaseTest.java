package dev.wasmsandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.WorkspaceChange.PutFile;
import dev.wasmsandbox.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One session, several users: threads, adapters, processes. */
@ExtendWith(QuotaFigures.class)
class SessionLeaseTest {
    private static final Instant NOW = Instant.parse("2026-03-01T11:30:00Z");
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int TURNS = 40;

    @TempDir Path directory;
    private Path root = Path.of("");

    @BeforeEach
    void create() {
        root = directory.resolve("root");
        assertThat(new DiskStorageAdapter(root).create(SessionMetadata.createdAt("s", NOW)))
                .isTrue();
    }

    @Test
    void nobody_else_gets_a_session_that_is_taken() {
        for (StorageAdapter storage :
                List.of(new DiskStorageAdapter(root), new MemoryStorageAdapter())) {
            SessionLease first = storage.lease("s", Duration.ZERO).orElseThrow();
            assertThat(storage.lease("s", Duration.ZERO)).isEmpty();
            assertThat(storage.lease("s", Duration.ofMillis(30))).isEmpty();
            first.close();
            first.close();
            SessionLease second = storage.lease("s", Duration.ZERO).orElseThrow();
            first.close();
            assertThat(storage.lease("s", Duration.ZERO)).isEmpty();
            second.close();
        }
    }

    @Test
    void adapters_over_one_folder_see_each_other_also_through_a_link() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), root);
        StorageAdapter one = new DiskStorageAdapter(root);
        StorageAdapter two = new DiskStorageAdapter(link);

        try (SessionLease _ = one.lease("s", Duration.ZERO).orElseThrow()) {
            assertThat(two.lease("s", Duration.ZERO)).isEmpty();
        }
        two.lease("s", Duration.ZERO).orElseThrow().close();
    }

    @Test
    void an_interrupted_thread_stops_waiting_and_harms_nobody() {
        StorageAdapter storage = new DiskStorageAdapter(root);
        try (SessionLease _ = storage.lease("s", Duration.ZERO).orElseThrow()) {
            Thread.currentThread().interrupt();
            assertThat(storage.lease("s", LONG)).isEmpty();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(holdsOutside()).isTrue();
        }
        // Taking what is free succeeds even so.
        Thread.currentThread().interrupt();
        Optional<SessionLease> free = storage.lease("s", Duration.ZERO);
        assertThat(Thread.interrupted()).isTrue();
        free.orElseThrow().close();
    }

    /** Whether another process finds the session taken. */
    private boolean holdsOutside() {
        return ChildJvm.of(Counter.class)
                .arguments(root.toString(), "try")
                .run()
                .expectExitCode(0)
                .output()
                .contains("busy");
    }

    @Test
    void threads_and_processes_take_turns_and_lose_no_change() throws Exception {
        ChildJvm.Running one =
                ChildJvm.of(Counter.class).arguments(root.toString(), "count").start();
        ChildJvm.Running two =
                ChildJvm.of(Counter.class).arguments(root.toString(), "count").start();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> here = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                here.add(
                        threads.submit(() -> {
                            Counter.count(new DiskStorageAdapter(root));
                            return null;
                        }));
            }
            for (Future<?> each : here) {
                each.get();
            }
        }
        one.await().expectExitCode(0);
        two.await().expectExitCode(0);

        assertThat(root.resolve("s/count")).hasContent(Integer.toString(4 * TURNS));
    }

    @Test
    void a_process_that_dies_gives_its_session_free_and_leaves_nothing() throws IOException {
        ChildJvm.of(Counter.class).arguments(root.toString(), "die").run().expectExitCode(9);
        StorageAdapter storage = new DiskStorageAdapter(root);
        try (Stream<Path> left = Files.walk(root.resolve(".staging"))) {
            assertThat(left.filter(Files::isRegularFile)).hasSize(1);
        }

        try (SessionLease _ = storage.lease("s", Duration.ZERO).orElseThrow()) {
            try (Stream<Path> left = Files.list(root.resolve(".staging"))) {
                assertThat(left).isEmpty();
            }
        }
        assertThat(root.resolve("s/count")).doesNotExist();
    }

    @Test
    void the_lock_of_a_deleted_session_goes_with_it() throws IOException {
        StorageAdapter storage = new DiskStorageAdapter(root);
        storage.lease("s", Duration.ZERO).orElseThrow().close();
        assertThat(root.resolve(".locks/s")).exists();

        assertThat(storage.delete("s")).isTrue();

        assertThat(root.resolve(".locks/s")).doesNotExist();
        assertThat(storage.create(SessionMetadata.createdAt("s", NOW))).isTrue();
        storage.lease("s", Duration.ZERO).orElseThrow().close();
    }

    @Test
    void folders_of_ours_that_are_links_are_refused() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        StorageAdapter storage = new DiskStorageAdapter(root);
        Files.delete(root.resolve(".staging"));
        for (String folder : List.of(".staging", ".locks")) {
            Path link = Files.createSymbolicLink(root.resolve(folder), outside);

            assertThatThrownBy(() -> storage.lease("s", Duration.ZERO))
                    .isInstanceOf(StorageException.class);
            Files.delete(link);
            if (Files.isDirectory(root.resolve(".locks"))) {
                Files.delete(root.resolve(".locks/s"));
                Files.delete(root.resolve(".locks"));
            }
        }
        assertThat(outside).isEmptyDirectory();
    }

    /** What other processes do with the session. */
    static final class Counter {
        private Counter() {}

        /** Entry point of the other process. */
        public static void main(String[] arguments) throws IOException {
            StorageAdapter storage = new DiskStorageAdapter(Path.of(arguments[0]));
            switch (arguments[1]) {
                case "count" -> count(storage);
                case "try" ->
                        System.out.println(
                                storage.lease("s", Duration.ZERO).isPresent() ? "free" : "busy");
                default -> die(storage);
            }
        }

        static void count(StorageAdapter storage) throws IOException {
            for (int i = 0; i < TURNS; i++) {
                try (SessionLease _ = storage.lease("s", LONG).orElseThrow()) {
                    int before = 0;
                    try (WorkspaceSnapshot snapshot = storage.open("s")) {
                        if (snapshot.entries().stream().anyMatch(e -> e.path().equals("count"))) {
                            before =
                                    Integer.parseInt(
                                            StorageAdapterContract.read(snapshot, "count"));
                        }
                    }
                    byte[] after = Integer.toString(before + 1).getBytes(UTF_8);
                    if (!storage.commit(
                                    "s",
                                    List.of(new PutFile("count", FileContent.of(after), NOW)),
                                    NOW)
                            .isEmpty()) {
                        throw new IOException("cannot count");
                    }
                }
            }
        }

        private static void die(StorageAdapter storage) {
            SessionLease _ = storage.lease("s", Duration.ZERO).orElseThrow();
            FileContent last =
                    new FileContent() {
                        @Override
                        public long size() {
                            return 1;
                        }

                        @Override
                        public java.io.InputStream open() {
                            Runtime.getRuntime().halt(9);
                            throw new AssertionError("still alive");
                        }
                    };
            List<WorkspaceFailure> _ =
                    storage.commit(
                            "s",
                            List.of(
                                    new PutFile("count", FileContent.of(new byte[] {'1'}), NOW),
                                    new PutFile("last", last, NOW)),
                            NOW);
        }
    }
}
