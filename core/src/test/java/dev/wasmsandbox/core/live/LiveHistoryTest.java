package dev.wasmsandbox.core.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StoredCheckpoint;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.engine.MemorySnapshot;
import dev.wasmsandbox.wasi.WasiState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How runs are remembered, and taken back from the storage. */
class LiveHistoryTest {
    private static final long MOST = 1L << 30;
    private final StorageAdapter storage = new MemoryStorageAdapter();

    LiveHistoryTest() {
        assertThat(storage.create(SessionMetadata.createdAt("s", Instant.EPOCH))).isTrue();
    }

    private LiveHistory history() {
        return new LiveHistory(storage, "s", ".python", LiveHistoryTest::checkpoint);
    }

    private static SavedCheckpoint checkpoint(InterpreterState state) {
        return new SavedCheckpoint(RuntimeType.PYTHON, state, Optional.empty(), Map.of());
    }

    private static InterpreterState state(int seed) {
        byte[] blocks = new byte[64];
        blocks[0] = (byte) seed;
        return new InterpreterState(
                "ab".repeat(32),
                MemorySnapshot.builder(65_536).add(3, 1, blocks).build(),
                WasiState.initial(),
                seed,
                OptionalLong.empty());
    }

    private static Past past(int seed, WorkspaceChange... changes) {
        return new Past(state(seed), Optional.of(List.of(changes)));
    }

    private static WorkspaceChange put(String path, int size) {
        return new WorkspaceChange.PutFile(
                path,
                FileContent.of("x".repeat(size).getBytes(UTF_8)),
                Instant.ofEpochSecond(7, 9));
    }

    private List<String> names() {
        return storage.checkpoints("s").stream().map(StoredCheckpoint::name).toList();
    }

    private static long clock(Past past) {
        InterpreterState state = past.state();
        return state == null ? -1 : state.clockNanos();
    }

    @Test
    void runs_come_back_from_the_storage_with_their_files() throws IOException {
        LiveHistory history = history();
        history.add(
                past(
                        1,
                        put("a", 3),
                        put("big", 2_000_000),
                        new WorkspaceChange.PutLink("l", "a"),
                        new WorkspaceChange.CreateDirectory("d"),
                        new WorkspaceChange.Delete("gone")),
                state(2),
                5);
        history.add(new Past(state(2), Optional.empty()), state(2), 5);
        history.add(new Past(null, Optional.of(List.of())), state(3), 5);
        history.store(state(3));
        assertThat(names()).containsExactly(".python-1", ".python-2", ".python-3");

        LiveHistory later = history();
        later.load(history.notes());
        assertThat(clock(later.last(state(3), MOST))).isEqualTo(-1);
        later.removeLast();
        assertThatThrownBy(() -> later.last(state(2), MOST))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("too large to be kept");
        later.removeLast();
        Past first = later.last(state(2), MOST);
        assertThat(clock(first)).isEqualTo(1);
        List<WorkspaceChange> changes = first.reversal().orElseThrow();
        assertThat(changes)
                .extracting(WorkspaceChange::path)
                .containsExactly("a", "big", "l", "d", "gone");
        assertThat(changes.get(2)).isEqualTo(new WorkspaceChange.PutLink("l", "a"));
        assertThat(changes.get(0))
                .isInstanceOfSatisfying(
                        WorkspaceChange.PutFile.class,
                        file -> assertThat(file.modified()).isEqualTo(Instant.ofEpochSecond(7, 9)));
        try (InputStream in = ((WorkspaceChange.PutFile) changes.get(1)).content().open()) {
            assertThat(in.readAllBytes()).hasSize(2_000_000).containsOnly('x');
        }
        later.cleanUp();
        assertThat(names()).containsExactly(".python-1");
    }

    @Test
    void what_is_too_much_is_forgotten_and_told() {
        LiveHistory history = history();
        int third = (int) (LiveHistory.MAX_BYTES / 3) - 1_000;
        for (int i = 0; i < 3; i++) {
            history.add(past(i, put("f", third)), state(i + 1), 10);
        }
        assertThat(clock(history.last(state(3), MOST))).isEqualTo(2);
        history.add(past(3, put("f", third)), state(4), 10);
        for (int i = 3; i > 0; i--) {
            assertThat(clock(history.last(state(i + 1), MOST))).isEqualTo(i);
            history.removeLast();
        }
        assertThatThrownBy(() -> history.last(state(1), MOST))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("more than the 67108864 bytes");
    }

    @Test
    void only_so_many_runs_are_remembered_and_numbers_are_not_used_again() {
        LiveHistory history = history();
        for (int i = 0; i < 5; i++) {
            history.add(past(i), state(i + 1), 2);
            history.store(state(i + 1));
            history.cleanUp();
        }
        assertThat(names()).containsExactly(".python-4", ".python-5");
        history.last(state(5), MOST);
        history.removeLast();
        LiveHistory later = history();
        later.load(history.notes());
        later.add(past(4), state(9), 2);
        later.store(state(9));
        later.cleanUp();
        assertThat(names()).containsExactly(".python-4", ".python-6");
        assertThat(clock(later.last(state(9), MOST))).isEqualTo(4);
        later.add(past(9), state(10), 0);
        later.cleanUp();
        assertThat(names()).isEmpty();
        assertThatThrownBy(() -> later.last(state(10), MOST))
                .hasMessageContaining("nothing to undo");
    }

    @Test
    void what_is_damaged_gone_or_of_something_else_is_told() throws IOException {
        LiveHistory history = history();
        history.add(past(1, put("a", 30)), state(2), 1);
        history.store(state(2));
        byte[] good;
        try (InputStream in = storage.openCheckpoint("s", ".python-1").orElseThrow()) {
            good = in.readAllBytes();
        }
        assertThatThrownBy(() -> history.last(state(3), MOST))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("cannot be undone")
                .hasMessageContaining("increment to checkpoint");
        for (int length = 0; length < good.length; length++) {
            refuses(history, java.util.Arrays.copyOf(good, length));
        }
        for (int bit = 0; bit < good.length * 8; bit += 3) {
            byte[] damaged = good.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            refuses(history, damaged);
        }
        storage.deleteCheckpoint("s", ".python-1");
        assertThatThrownBy(() -> history.last(state(2), MOST))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("is gone");
    }

    private void refuses(LiveHistory history, byte[] bytes) {
        storage.saveCheckpoint("s", ".python-1", "0".repeat(64), FileContent.of(bytes));
        assertThatThrownBy(() -> history.last(state(2), MOST))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("cannot be undone");
    }

    @Test
    void notes_that_are_no_notes_count_as_nothing() {
        LiveHistory history = history();
        for (String list : List.of("x", "1:", ":1", "1,,2", "1:2:3", "99999999999999999999:1")) {
            history.load(Map.of("history", list, "history-counter", "5"));
            assertThatThrownBy(() -> history.last(state(1), MOST))
                    .as(list)
                    .isInstanceOf(InvalidRequestException.class);
        }
        history.load(Map.of());
        assertThat(history.notes()).containsEntry("history", "");
    }
}
