package dev.wasmsandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.WorkspaceChange.CreateDirectory;
import dev.wasmsandbox.WorkspaceChange.Delete;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.WorkspaceChange.PutFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every storage adapter keeps when it has much to keep and many users. */
abstract class StorageSharingContract {
    private static final boolean LONG = Boolean.getBoolean("gate.long");

    static final Instant CREATED = Instant.parse("2026-03-01T10:00:00Z");
    static final Instant USED = Instant.parse("2026-03-01T11:30:00.5Z");

    /** Makes an adapter without sessions. */
    abstract StorageAdapter adapter();

    static PutFile file(String path, String text) {
        return new PutFile(path, FileContent.of(text.getBytes(UTF_8)), USED);
    }

    static String read(StorageAdapter storage, String session, String path) throws IOException {
        try (WorkspaceSnapshot snapshot = storage.open(session)) {
            return read(snapshot, path);
        }
    }

    static String read(WorkspaceSnapshot snapshot, String path) throws IOException {
        WorkspaceEntry entry =
                snapshot.entries().stream()
                        .filter(e -> e.path().equals(path))
                        .findFirst()
                        .orElseThrow(() -> new IOException("not in the index: " + path));
        byte[] bytes = new byte[(int) entry.size()];
        try (WorkspaceSnapshot.Content content = snapshot.read(entry)) {
            assertThat(content.read(0, bytes, 0, bytes.length)).isEqualTo(bytes.length);
        }
        return new String(bytes, UTF_8);
    }

    static List<String> paths(StorageAdapter storage, String session) {
        try (WorkspaceSnapshot snapshot = storage.open(session)) {
            return snapshot.entries().stream().map(WorkspaceEntry::path).toList();
        }
    }

    StorageAdapter withSession(String id) {
        StorageAdapter storage = adapter();
        assertThat(storage.create(SessionMetadata.createdAt(id, CREATED))).isTrue();
        return storage;
    }

    @Test
    void threads_may_use_different_sessions_at_once() throws Exception {
        StorageAdapter storage = adapter();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<String>> ends = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String id = "t" + thread;
                ends.add(
                        threads.submit(() -> {
                            assertThat(storage.create(SessionMetadata.createdAt(id, CREATED)))
                                    .isTrue();
                            for (int round = 0; round < 25; round++) {
                                assertThat(storage.commit(id, List.of(file("n", id + round)), USED))
                                        .isEmpty();
                            }
                            return read(storage, id, "n");
                        }));
            }
            for (int thread = 0; thread < 4; thread++) {
                assertThat(ends.get(thread).get()).isEqualTo("t" + thread + "24");
            }
        }
        assertThat(storage.sessions()).containsExactly("t0", "t1", "t2", "t3");
    }

    @Test
    void a_session_belongs_to_one_user_at_a_time() {
        StorageAdapter storage = withSession("s");
        assertThat(storage.create(SessionMetadata.createdAt("other", CREATED))).isTrue();

        SessionLease first = storage.lease("s", Duration.ZERO).orElseThrow();
        assertThat(storage.lease("s", Duration.ZERO)).isEmpty();
        assertThat(storage.lease("s", Duration.ofMillis(5))).isEmpty();
        storage.lease("other", Duration.ZERO).orElseThrow().close();
        first.close();
        SessionLease second = storage.lease("s", Duration.ZERO).orElseThrow();
        first.close();

        assertThat(storage.lease("s", Duration.ZERO)).isEmpty();
        second.close();
        storage.lease("s", Duration.ZERO).orElseThrow().close();
    }

    @Test
    void what_users_change_in_turn_is_never_lost() throws Exception {
        StorageAdapter storage = withSession("s");
        assertThat(storage.commit("s", List.of(file("n", "0")), USED)).isEmpty();
        int rounds = LONG ? 250 : 10;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                ends.add(
                        threads.submit(() -> {
                            for (int round = 0; round < rounds; round++) {
                                increase(storage);
                            }
                            return null;
                        }));
            }
            for (Future<?> end : ends) {
                assertThat(end.get()).isNull();
            }
        }

        assertThat(read(storage, "s", "n")).isEqualTo(Integer.toString(4 * rounds));
    }

    private static void increase(StorageAdapter storage) throws IOException {
        try (SessionLease _ = storage.lease("s", Duration.ofMinutes(5)).orElseThrow()) {
            int number = Integer.parseInt(read(storage, "s", "n"));
            assertThat(storage.commit("s", List.of(file("n", "" + (number + 1))), USED)).isEmpty();
        }
    }

    @Test
    void a_session_that_is_deleted_by_its_user_begins_anew_for_the_next() throws Exception {
        StorageAdapter storage = withSession("s");
        assertThat(storage.commit("s", List.of(file("old", "x")), USED)).isEmpty();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Boolean> next;
            try (SessionLease _ = storage.lease("s", Duration.ZERO).orElseThrow()) {
                assertThat(storage.delete("s")).isTrue();
                assertThat(storage.create(SessionMetadata.createdAt("s", USED))).isTrue();
                next =
                        threads.submit(() -> {
                            try (SessionLease _ =
                                    storage.lease("s", Duration.ofMinutes(5)).orElseThrow()) {
                                return paths(storage, "s").isEmpty();
                            }
                        });
            }
            assertThat(next.get()).isTrue();
        }
    }

    @Test
    void thousands_of_sessions_are_listed() {
        StorageAdapter storage = adapter();
        int count = LONG ? 20_000 : 1_500;
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String id = "s" + number;
            expected.add(id);
            assertThat(storage.create(SessionMetadata.createdAt(id, CREATED))).isTrue();
        }
        Collections.sort(expected);

        assertThat(storage.sessions()).isEqualTo(expected);
        assertThat(storage.metadata("s" + (count - 1)))
                .contains(SessionMetadata.createdAt("s" + (count - 1), CREATED));
    }

    @Test
    void thousands_of_files_are_stored_and_listed() throws IOException {
        StorageAdapter storage = withSession("s");
        int count = LONG ? 50_000 : 3_000;
        List<WorkspaceChange> changes = new ArrayList<>();
        for (int directory = 0; directory < count / 100; directory++) {
            changes.add(new CreateDirectory("d" + directory));
            for (int number = 0; number < 100; number++) {
                changes.add(file("d" + directory + "/f" + number, "" + number));
            }
        }

        assertThat(storage.commit("s", changes, USED)).isEmpty();

        try (WorkspaceSnapshot snapshot = storage.open("s")) {
            assertThat(snapshot.entries()).hasSize(changes.size());
            assertThat(read(snapshot, "d" + (count / 100 - 1) + "/f99")).isEqualTo("99");
        }
    }

    @Test
    void an_open_content_stays_as_it_is_while_its_file_is_replaced_and_deleted()
            throws IOException {
        StorageAdapter storage = withSession("s");
        assertThat(storage.commit("s", List.of(file("f", "before")), USED)).isEmpty();
        try (WorkspaceSnapshot snapshot = storage.open("s");
                WorkspaceSnapshot.Content content = snapshot.read(snapshot.entries().get(0))) {
            assertThat(storage.commit("s", List.of(file("f", "afterwards")), USED)).isEmpty();
            assertThat(storage.commit("s", List.of(new Delete("f")), USED)).isEmpty();

            byte[] bytes = new byte[6];
            assertThat(content.read(0, bytes, 0, 6)).isEqualTo(6);
            assertThat(bytes).asString().isEqualTo("before");
        }
    }
}
