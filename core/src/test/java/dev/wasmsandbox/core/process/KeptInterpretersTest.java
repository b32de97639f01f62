package dev.wasmsandbox.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.process.KeptInterpreters.Kept;
import dev.wasmsandbox.engine.MemorySnapshot;
import dev.wasmsandbox.wasi.WasiState;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a worker keeps between its tasks is bounded. */
class KeptInterpretersTest {
    private static final Language PYTHON = Language.of(RuntimeType.PYTHON);
    private static final int PAGES = 16;

    private static Kept kept(int seed) {
        MemorySnapshot.Builder memory = MemorySnapshot.builder(1 << 20);
        for (int page = 0; page < PAGES; page++) {
            byte[] blocks = new byte[MemorySnapshot.PAGE_BYTES];
            blocks[0] = (byte) seed;
            memory.add(page, -1, blocks);
        }
        InterpreterState state =
                new InterpreterState(
                        PYTHON.bundle().buildHash(),
                        memory.build(),
                        WasiState.initial(),
                        seed,
                        OptionalLong.empty());
        return Kept.of(
                new SavedCheckpoint(RuntimeType.PYTHON, state, Optional.empty(), Map.of()), PYTHON);
    }

    private static String hash(int seed) {
        return hash(kept(seed));
    }

    private static String hash(Kept one) {
        SavedCheckpoint checkpoint = one.checkpoint();
        return checkpoint == null ? "" : checkpoint.contentHash();
    }

    @Test
    void the_one_that_was_used_longest_ago_goes_first() {
        KeptInterpreters interpreters = new KeptInterpreters(2, Long.MAX_VALUE);
        interpreters.put(kept(1));
        interpreters.put(kept(2));
        Kept first = Objects.requireNonNull(interpreters.take(hash(1)));
        interpreters.put(first);

        interpreters.put(kept(3));

        assertThat(interpreters.take(hash(2))).isNull();
        assertThat(interpreters.take(hash(1))).isSameAs(first);
        assertThat(interpreters.take(hash(3))).isNotNull();
        assertThat(interpreters.size()).isZero();
    }

    @Test
    void bytes_are_bounded_and_counted_once() {
        long one = kept(1).interpreter().bytes();
        KeptInterpreters interpreters = new KeptInterpreters(10, 2 * one);
        for (int i = 0; i < 5; i++) {
            // The same again takes the place of the one before.
            interpreters.put(kept(1));
        }
        interpreters.put(kept(2));
        assertThat(interpreters.size()).isEqualTo(2);

        interpreters.put(kept(3));

        assertThat(interpreters.size()).isEqualTo(2);
        assertThat(interpreters.take(hash(1))).isNull();
        KeptInterpreters tooSmall = new KeptInterpreters(10, one - 1);
        tooSmall.put(kept(1));
        assertThat(tooSmall.size()).isZero();
    }

    @Test
    void a_fresh_one_is_not_kept() {
        KeptInterpreters interpreters = new KeptInterpreters(10, Long.MAX_VALUE);
        interpreters.put(Kept.fresh(PYTHON));
        assertThat(interpreters.size()).isZero();
    }
}
