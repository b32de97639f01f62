package dev.wasmsandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.WorkspaceChange.CreateDirectory;
import dev.wasmsandbox.WorkspaceChange.Delete;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.WorkspaceChange.PutFile;
import dev.wasmsandbox.WorkspaceChange.PutLink;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every storage adapter keeps beside the workspaces: checkpoints by name; and how it copies workspaces. */
abstract class StorageCheckpointsContract extends StorageSharingContract {
    private static final boolean LONG = Boolean.getBoolean("gate.long");

    static final String ONE = "1".repeat(64);
    static final String TWO = "2".repeat(64);

    static FileContent content(String text) {
        return FileContent.of(text.getBytes(UTF_8));
    }

    /** What a storage keeps under a name; null for nothing. */
    static @Nullable String kept(StorageAdapter storage, String session, String name)
            throws IOException {
        InputStream stream = storage.openCheckpoint(session, name).orElse(null);
        if (stream == null) {
            return null;
        }
        try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }

    @Test
    void checkpoints_are_kept_by_name_beside_the_workspace() throws IOException {
        StorageAdapter storage = withSession("s");
        assertThat(storage.checkpoints("s")).isEmpty();
        assertThat(storage.openCheckpoint("s", "a")).isEmpty();
        assertThat(storage.deleteCheckpoint("s", "a")).isFalse();
        Instant before = Instant.now().minusSeconds(5);

        storage.saveCheckpoint("s", "b", ONE, content("of b"));
        storage.saveCheckpoint("s", ".python+1", TWO, content(""));
        storage.saveCheckpoint("s", "a", ONE, content("old"));
        storage.saveCheckpoint("s", "a", TWO, content("new, longer"));

        assertThat(storage.checkpoints("s"))
                .extracting(
                        StoredCheckpoint::name,
                        StoredCheckpoint::contentHash,
                        StoredCheckpoint::bytes)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(".python+1", TWO, 0L),
                        org.assertj.core.groups.Tuple.tuple("a", TWO, 11L),
                        org.assertj.core.groups.Tuple.tuple("b", ONE, 4L));
        assertThat(storage.checkpoints("s"))
                .allSatisfy(one ->
                        assertThat(one.savedAt()).isBetween(before, Instant.now().plusSeconds(5)));
        assertThat(kept(storage, "s", "a")).isEqualTo("new, longer");
        assertThat(kept(storage, "s", "b")).isEqualTo("of b");
        assertThat(kept(storage, "s", ".python+1")).isEmpty();
        assertThat(paths(storage, "s")).isEmpty();
        assertThat(storage.sessions()).containsExactly("s");
        assertThat(storage.deleteCheckpoint("s", "a")).isTrue();
        assertThat(storage.deleteCheckpoint("s", "a")).isFalse();
        assertThat(kept(storage, "s", "a")).isNull();
        assertThat(storage.checkpoints("s")).hasSize(2);
    }

    @Test
    void many_sessions_save_their_first_checkpoint_at_once() throws Exception {
        int callers = 4;
        int sessions = 5;
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (int round = 0; round < 25; round++) {
                StorageAdapter storage = withSession("s");
                CyclicBarrier barrier = new CyclicBarrier(callers);
                List<Future<?>> saved = new ArrayList<>();
                for (int caller = 0; caller < callers; caller++) {
                    String prefix = "s" + caller + "-";
                    saved.add(
                            threads.submit(() -> {
                                for (int i = 0; i < sessions; i++) {
                                    boolean _ =
                                            storage.create(
                                                    SessionMetadata.createdAt(
                                                            prefix + i, Instant.EPOCH));
                                }
                                int _ = barrier.await();
                                for (int i = 0; i < sessions; i++) {
                                    storage.saveCheckpoint(
                                            prefix + i, "a", ONE, content(prefix + i));
                                }
                                return true;
                            }));
                }
                for (Future<?> one : saved) {
                    assertThat(one.get()).isEqualTo(true);
                }
                for (int caller = 0; caller < callers; caller++) {
                    assertThat(kept(storage, "s" + caller + "-0", "a"))
                            .isEqualTo("s" + caller + "-0");
                }
            }
        }
    }

    @Test
    void checkpoints_end_with_their_session() throws IOException {
        StorageAdapter storage = withSession("s");
        assertThat(storage.create(SessionMetadata.createdAt("s.t", CREATED))).isTrue();
        storage.saveCheckpoint("s", "a", ONE, content("of s"));
        storage.saveCheckpoint("s.t", "a", ONE, content("of s.t"));

        assertThat(storage.delete("s")).isTrue();
        for (Runnable call :
                List.<Runnable>of(
                        () -> storage.checkpoints("s"),
                        () -> storage.openCheckpoint("s", "a"),
                        () -> storage.deleteCheckpoint("s", "a"),
                        () -> storage.saveCheckpoint("s", "a", ONE, content("x")))) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND));
        }
        assertThat(storage.create(SessionMetadata.createdAt("s", USED))).isTrue();

        assertThat(storage.checkpoints("s")).isEmpty();
        assertThat(kept(storage, "s.t", "a")).isEqualTo("of s.t");
    }

    @Test
    void names_and_hashes_of_checkpoints_are_checked() {
        StorageAdapter storage = withSession("s");
        for (String name :
                List.of(
                        "",
                        ".",
                        "..",
                        "a/b",
                        "../x",
                        "a\\b",
                        "nul\0",
                        "ü",
                        "a b",
                        "n".repeat(129))) {
            for (Runnable call :
                    List.<Runnable>of(
                            () -> storage.openCheckpoint("s", name),
                            () -> storage.deleteCheckpoint("s", name),
                            () -> storage.saveCheckpoint("s", name, ONE, content("x")))) {
                assertThatThrownBy(call::run)
                        .as(name)
                        .isInstanceOf(InvalidRequestException.class)
                        .hasMessageContaining("name of a checkpoint");
            }
        }
        for (String hash : List.of("", "0", "g".repeat(64), "A".repeat(64), "0".repeat(65))) {
            assertThatThrownBy(() -> storage.saveCheckpoint("s", "a", hash, content("x")))
                    .as(hash)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("content hash");
        }
        for (String name : List.of("n".repeat(128), "...", "A-Z_0+9", "-", "+")) {
            storage.saveCheckpoint("s", name, ONE, content("x"));
        }

        assertThat(storage.checkpoints("s")).hasSize(5);
    }

    @Test
    void an_open_checkpoint_stays_as_it_is_while_it_is_replaced_and_deleted() throws IOException {
        StorageAdapter storage = withSession("s");
        storage.saveCheckpoint("s", "a", ONE, content("before"));
        try (InputStream in = storage.openCheckpoint("s", "a").orElseThrow()) {
            storage.saveCheckpoint("s", "a", TWO, content("afterwards"));
            assertThat(storage.deleteCheckpoint("s", "a")).isTrue();

            assertThat(in.readAllBytes()).asString().isEqualTo("before");
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void a_checkpoint_that_cannot_be_read_leaves_the_old_one() throws IOException {
        StorageAdapter storage = withSession("s");
        storage.saveCheckpoint("s", "a", ONE, content("old"));
        FileContent broken = generated(100_000, 50_000);

        assertThatThrownBy(() -> storage.saveCheckpoint("s", "a", TWO, broken))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("checkpoint a");
        assertThatThrownBy(() -> storage.saveCheckpoint("s", "b", TWO, broken))
                .isInstanceOf(StorageException.class);

        assertThat(kept(storage, "s", "a")).isEqualTo("old");
        assertThat(storage.checkpoints("s"))
                .extracting(StoredCheckpoint::contentHash)
                .containsExactly(ONE);
    }

    /** Bytes that come out of nothing, so that nobody needs them at once; from some point on they don't. */
    private static FileContent generated(long size, long failsAt) {
        return new FileContent() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open() {
                return new InputStream() {
                    private long position;

                    @Override
                    public int read() throws IOException {
                        byte[] one = new byte[1];
                        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        if (position == failsAt) {
                            throw new IOException("the source is gone");
                        }
                        long end = failsAt < 0 ? size : failsAt;
                        int count = (int) Math.min(length, end - position);
                        for (int i = 0; i < count; i++) {
                            target[offset + i] = (byte) ((position++ * 31) >> 3);
                        }
                        return count == 0 && length > 0 ? -1 : count;
                    }
                };
            }
        };
    }

    @Test
    void large_checkpoints_are_streamed() throws IOException {
        StorageAdapter storage = withSession("s");
        long size = LONG ? 300_000_001 : 8_000_001;

        storage.saveCheckpoint("s", "big", ONE, generated(size, -1));

        assertThat(storage.checkpoints("s").getFirst().bytes()).isEqualTo(size);
        try (InputStream in = storage.openCheckpoint("s", "big").orElseThrow();
                InputStream expected = generated(size, -1).open()) {
            assertThat(checksum(in)).isEqualTo(checksum(expected));
        }
    }

    private static long checksum(InputStream in) throws IOException {
        CRC32 sum = new CRC32();
        byte[] part = new byte[1 << 16];
        for (int count = in.read(part); count >= 0; count = in.read(part)) {
            sum.update(part, 0, count);
        }
        return sum.getValue();
    }

    @Test
    void thousands_of_checkpoints_are_listed() {
        StorageAdapter storage = withSession("s");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < (LONG ? 10_000 : 1_000); i++) {
            String name = "c" + i;
            names.add(name);
            storage.saveCheckpoint("s", name, ONE, content(name));
        }
        Collections.sort(names);

        assertThat(storage.checkpoints("s"))
                .extracting(StoredCheckpoint::name)
                .containsExactlyElementsOf(names);
    }

    /** Whoever reads while others write sees one of the contents, whole. */
    @Test
    void readers_see_a_checkpoint_whole_while_it_is_replaced() throws Exception {
        StorageAdapter storage = withSession("s");
        storage.saveCheckpoint("s", "a", ONE, content("0".repeat(20_000)));
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            Future<?> writer =
                    threads.submit(() -> {
                        for (int i = 1; i <= 100; i++) {
                            String text = Integer.toString(i % 10).repeat(20_000 + i);
                            storage.saveCheckpoint("s", "a", TWO, content(text));
                        }
                    });
            List<Future<Integer>> readers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                readers.add(threads.submit(() -> read(storage, writer)));
            }
            writer.get();
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
        assertThat(kept(storage, "s", "a")).isEqualTo("0".repeat(20_100));
    }

    private static int read(StorageAdapter storage, Future<?> until) throws IOException {
        int count = 0;
        while (!until.isDone() || count == 0) {
            String text = String.valueOf(kept(storage, "s", "a"));
            assertThat(text).isEqualTo(text.substring(0, 1).repeat(text.length()));
            assertThat(text.length()).isBetween(20_000, 20_100);
            assertThat(storage.checkpoints("s")).hasSize(1);
            count++;
        }
        return count;
    }

    @Test
    void a_workspace_is_copied_whole_and_the_copy_is_its_own() throws IOException {
        StorageAdapter storage = withSession("from");
        assertThat(storage.create(SessionMetadata.createdAt("to", CREATED))).isTrue();
        byte[] big = new byte[3_000_001];
        Arrays.fill(big, (byte) 7);
        assertThat(
                        storage.commit(
                                "from",
                                List.of(
                                        new CreateDirectory("d"),
                                        new CreateDirectory("d/empty"),
                                        file("d/f", "of d/f"),
                                        new PutFile("big", FileContent.of(big), CREATED),
                                        new PutLink("l", "../elsewhere")),
                                USED))
                .isEmpty();
        storage.saveCheckpoint("from", "a", ONE, content("stays"));

        storage.copy("from", "to", USED);

        try (WorkspaceSnapshot from = storage.open("from");
                WorkspaceSnapshot to = storage.open("to")) {
            assertThat(comparable(to)).isEqualTo(comparable(from)).hasSize(5);
            assertThat(read(to, "d/f")).isEqualTo("of d/f");
            assertThat(read(to, "big").getBytes(UTF_8)).isEqualTo(big);
        }
        assertThat(storage.metadata("to")).contains(new SessionMetadata("to", CREATED, USED, 1));
        assertThat(storage.checkpoints("to")).isEmpty();
        assertThat(storage.commit("to", List.of(file("d/f", "other"), new Delete("big")), USED))
                .isEmpty();
        assertThat(storage.commit("from", List.of(new Delete("l")), USED)).isEmpty();
        assertThat(read(storage, "from", "d/f")).isEqualTo("of d/f");
        assertThat(paths(storage, "from")).contains("big").doesNotContain("l");
        assertThat(paths(storage, "to")).contains("l");
        assertThatThrownBy(() -> storage.copy("nobody", "to", USED))
                .isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> storage.copy("from", "nobody", USED))
                .isInstanceOf(StorageException.class);
    }

    /** No storage keeps the times of directories and links. */
    private static List<String> comparable(WorkspaceSnapshot snapshot) {
        return snapshot.entries().stream()
                .map(entry ->
                        entry.path()
                                + entry.kind()
                                + entry.size()
                                + entry.target()
                                + (entry.kind() == WorkspaceEntry.Kind.FILE
                                        ? entry.modified()
                                        : ""))
                .toList();
    }

    @Test
    void the_lease_of_an_interpreter_ends_with_its_session() {
        StorageAdapter storage = withSession("s");
        InterpreterLease lease = interpreter(storage, RuntimeType.PYTHON);
        InterpreterLease other = interpreter(storage, RuntimeType.JAVASCRIPT);
        assertThat(lease.isValid()).isTrue();
        assertThat(lease.isWanted()).isFalse();

        assertThat(storage.delete("s")).isTrue();
        assertThat(lease.isValid()).isFalse();
        assertThat(storage.create(SessionMetadata.createdAt("s", USED))).isTrue();

        assertThat(lease.isValid()).isFalse();
        assertThat(other.isValid()).isFalse();
        lease.close();
        lease.close();
        other.close();
        try (InterpreterLease next = interpreter(storage, RuntimeType.PYTHON)) {
            assertThat(next.isValid()).isTrue();
            assertThat(storage.commit("s", List.of(), USED)).isEmpty();
            assertThat(next.isValid()).isTrue();
        }
    }

    private static InterpreterLease interpreter(StorageAdapter storage, RuntimeType runtime) {
        return storage.leaseInterpreter("s", runtime, Duration.ZERO).orElseThrow();
    }
}
