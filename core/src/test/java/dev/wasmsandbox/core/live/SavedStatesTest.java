package dev.wasmsandbox.core.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.FaultyStorage;
import dev.wasmsandbox.MemoryStorageAdapter;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SessionMetadata;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.StoredCheckpoint;
import dev.wasmsandbox.WorkspaceChange.FileContent;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.engine.MemorySnapshot;
import dev.wasmsandbox.wasi.WasiState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How interpreters are saved: whole, as increments, and whatever fails or dies meanwhile. */
class SavedStatesTest {
    private static final long MOST = 1L << 30;
    private static final int PAGES = 20;
    private static final Language LANGUAGE = Language.of(RuntimeType.PYTHON);
    private static final String BUILD = LANGUAGE.bundle().buildHash();

    private static StorageAdapter storage() {
        StorageAdapter storage = new MemoryStorageAdapter();
        assertThat(storage.create(SessionMetadata.createdAt("s", Instant.EPOCH))).isTrue();
        return storage;
    }

    private static SavedStates over(StorageAdapter storage) {
        return new SavedStates(storage, "s", LANGUAGE);
    }

    /** A memory of noise, of which some pages are others for each seed. */
    private static InterpreterState state(int seed, int changed) {
        return state(BUILD, seed, changed);
    }

    private static InterpreterState state(String build, int seed, int changed) {
        MemorySnapshot.Builder memory = MemorySnapshot.builder(16L * 65_536);
        for (int page = 0; page < PAGES; page++) {
            byte[] bytes = new byte[MemorySnapshot.PAGE_BYTES];
            new SplittableRandom(page + (page < changed ? 1000L * seed : 0)).nextBytes(bytes);
            memory.add(page, -1L, bytes);
        }
        return new InterpreterState(
                build, memory.build(), WasiState.initial(), seed, OptionalLong.empty());
    }

    private static InterpreterState state(int seed) {
        return state(seed, 1);
    }

    private static long save(SavedStates saved, InterpreterState state) {
        return saved.save(state, Map.of("note", "kept"));
    }

    private static long loaded(StorageAdapter storage) {
        return over(storage).load(MOST).orElseThrow().interpreter().clockNanos();
    }

    private static List<String> names(StorageAdapter storage) {
        return storage.checkpoints("s").stream().map(StoredCheckpoint::name).toList();
    }

    @Test
    void small_changes_of_a_large_state_are_saved_as_increments() {
        StorageAdapter storage = storage();
        SavedStates saved = over(storage);
        assertThat(saved.load(MOST)).isEmpty();
        long whole = save(saved, state(1));

        for (int i = 2; i < 10; i++) {
            assertThat(save(saved, state(i))).isLessThan(whole / 10);
            assertThat(loaded(storage)).isEqualTo(i);
        }

        assertThat(names(storage)).hasSize(9).contains(".python", ".python+1", ".python+8");
        SavedStates other = over(storage);
        assertThat(other.load(MOST).orElseThrow().interpreter().memory())
                .isEqualTo(state(9).memory());
        assertThat(save(other, state(10))).isLessThan(whole / 10);
        assertThat(names(storage)).contains(".python+9");
        assertThat(loaded(storage)).isEqualTo(10);
    }

    @Test
    void an_interpreter_of_another_memory_image_is_saved_whole() {
        StorageAdapter storage = storage();
        SavedStates saved = over(storage);
        long _ = save(saved, state(1));
        long _ = save(saved, state(2));
        assertThat(names(storage)).containsExactly(".python", ".python+1");
        String other = LANGUAGE.bundle().extraImages().getFirst().buildHash();
        long _ = save(saved, state(other, 3, 1));
        assertThat(names(storage)).containsExactly(".python");
        assertThat(loaded(storage)).isEqualTo(3);
        long _ = save(saved, state(other, 4, 1));
        assertThat(names(storage)).containsExactly(".python", ".python+1");
        assertThat(loaded(storage)).isEqualTo(4);
    }

    @Test
    void increments_that_are_many_or_large_become_a_whole_one() {
        StorageAdapter storage = storage();
        SavedStates saved = over(storage);
        save(saved, state(0));
        Set<Integer> counts = new HashSet<>();
        for (int i = 1; i < 40; i++) {
            save(saved, state(i));
            counts.add(names(storage).size());
            assertThat(loaded(storage)).isEqualTo(i);
        }
        assertThat(counts).contains(1, SavedStates.MOST_INCREMENTS + 1).hasSize(17);
        save(saved, state(100, PAGES));
        assertThat(names(storage)).containsExactly(".python");
        for (int i = 101; i < 110; i++) {
            save(saved, state(i, PAGES / 3));
            assertThat(names(storage).size()).isLessThan(6);
        }
    }

    @Test
    void a_small_state_is_always_whole() {
        StorageAdapter storage = storage();
        SavedStates saved = over(storage);
        for (int i = 0; i < 3; i++) {
            save(
                    saved,
                    new InterpreterState(
                            BUILD,
                            MemorySnapshot.builder(65_536).build(),
                            WasiState.initial(),
                            i,
                            OptionalLong.empty()));
            assertThat(names(storage)).containsExactly(".python");
            assertThat(loaded(storage)).isEqualTo(i);
        }
        saved.delete();
        assertThat(names(storage)).isEmpty();
        assertThat(over(storage).load(MOST)).isEmpty();
    }

    /** States come back, as after an undo: what is left over of an older chain must fit no younger one. */
    private static List<InterpreterState> sequence() {
        List<InterpreterState> states = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            states.add(
                    state(
                            switch (i % 9) {
                                case 4 -> i - 2;
                                case 6 -> i - 6;
                                default -> i;
                            },
                            i % 7 == 3 ? PAGES : 1));
        }
        return states;
    }

    @Test
    void whatever_call_the_process_dies_at_the_last_state_is_there_or_the_one_before() {
        List<InterpreterState> states = sequence();
        int deaths = 0;
        boolean died = true;
        for (int step = 1; died; step++) {
            StorageAdapter storage = storage();
            FaultyStorage faulty = new FaultyStorage(storage);
            int deadly = step;
            faulty.fail(call -> call.number() >= deadly);
            SavedStates saved = over(faulty);
            int acknowledged = -1;
            died = false;
            for (int i = 0; i < states.size() && !died; i++) {
                try {
                    save(saved, states.get(i));
                    acknowledged = i;
                } catch (StorageException e) {
                    died = true;
                }
                // Deleting what is left over fails without a word.
                died |= faulty.calls() >= deadly;
            }
            check(storage, states, acknowledged, step);
            // And the next process goes on from there.
            SavedStates next = over(storage);
            next.load(MOST);
            for (InterpreterState state : states.subList(0, 4)) {
                save(next, state);
                assertThat(loaded(storage)).as("step " + step).isEqualTo(state.clockNanos());
            }
            deaths += died ? 1 : 0;
        }
        assertThat(deaths).isGreaterThan(25);
    }

    private static void check(
            StorageAdapter storage, List<InterpreterState> states, int acknowledged, int step) {
        var found = over(storage).load(MOST);
        if (found.isEmpty()) {
            assertThat(acknowledged).as("step " + step).isNegative();
            return;
        }
        int next = Math.min(states.size() - 1, acknowledged + 1);
        assertThat(found.get().interpreter().memory())
                .as("step " + step)
                .isIn(states.get(Math.max(0, acknowledged)).memory(), states.get(next).memory());
    }

    @Test
    void after_a_call_that_failed_the_next_save_counts() {
        List<InterpreterState> states = sequence();
        int failures = 0;
        boolean failed = true;
        for (int step = 1; failed; step++) {
            StorageAdapter storage = storage();
            FaultyStorage faulty = new FaultyStorage(storage);
            int failing = step;
            // The call is carried out, and fails all the same: as when a disk cannot be synced.
            faulty.fail(call -> false);
            faulty.failAfter(call -> call.number() == failing);
            SavedStates saved = over(faulty);
            for (int i = 0; i < states.size(); i++) {
                try {
                    save(saved, states.get(i));
                    assertThat(over(storage).load(MOST).orElseThrow().interpreter().memory())
                            .as("step " + step)
                            .isEqualTo(states.get(i).memory());
                } catch (StorageException e) {
                    failures++;
                }
            }
            failed = faulty.calls() >= failing;
        }
        assertThat(failures).isGreaterThan(20);
    }

    @Test
    void a_damaged_increment_is_told_and_one_that_is_left_over_is_not() throws IOException {
        StorageAdapter storage = storage();
        SavedStates saved = over(storage);
        save(saved, state(1));
        save(saved, state(2));
        byte[] increment;
        try (InputStream in = storage.openCheckpoint("s", ".python+1").orElseThrow()) {
            increment = in.readAllBytes();
        }
        byte[] damaged = increment.clone();
        damaged[damaged.length / 2] ^= 1;
        storage.saveCheckpoint("s", ".python+1", "0".repeat(64), FileContent.of(damaged));
        assertThatThrownBy(() -> over(storage).load(MOST))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("cannot go on")
                .hasMessageContaining("Sandbox.reset()");

        save(over(storage), state(3));
        storage.saveCheckpoint("s", ".python+1", "0".repeat(64), FileContent.of(increment));
        assertThat(loaded(storage)).isEqualTo(3);
    }

    @Test
    void a_large_state_is_read_up_to_its_bound() {
        StorageAdapter storage = storage();
        save(over(storage), state(1));
        assertThatThrownBy(() -> over(storage).load(PAGES * 4096))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("more than");
        assertThat(over(storage).load(PAGES * 4096 + 10_000)).isPresent();
    }
}
