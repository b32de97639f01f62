package dev.wasmsandbox.core.process;

import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.live.LiveInterpreter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The interpreters that a worker keeps between its tasks, by what they are: so many and so large ones that the next run of a session
 * usually finds its own. The host has them all as values, so any of them may go.
 *
 * <p>For the guest thread of a worker.
 */
final class KeptInterpreters {
    static final int MOST = 256;

    private final int most;
    private final long mostBytes;
    private long bytes;

    /** The one that was used longest ago first. */
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    /** An interpreter as it is, and the checkpoint of what it is; null for a fresh one. */
    static final class Kept {
        private final LiveInterpreter interpreter;
        private @Nullable SavedCheckpoint checkpoint;
        private long bytes;

        private Kept(LiveInterpreter interpreter, @Nullable SavedCheckpoint checkpoint) {
            this.interpreter = interpreter;
            this.checkpoint = checkpoint;
        }

        static Kept fresh(Language language) {
            return new Kept(new LiveInterpreter(language), null);
        }

        static Kept of(SavedCheckpoint checkpoint, Language language) {
            Kept one = new Kept(new LiveInterpreter(language), checkpoint);
            one.interpreter.become(checkpoint.interpreter());
            return one;
        }

        LiveInterpreter interpreter() {
            return interpreter;
        }

        @Nullable SavedCheckpoint checkpoint() {
            return checkpoint;
        }

        /** Describes what the interpreter has become. */
        SavedCheckpoint advance(Language language, InterpreterState state) {
            SavedCheckpoint next =
                    new SavedCheckpoint(language.runtime(), state, Optional.empty(), Map.of());
            checkpoint = next;
            return next;
        }
    }

    /**
     * Begins with none.
     *
     * @param most how many may stay
     * @param mostBytes what those may take together, on the heap and in pages of their own
     */
    KeptInterpreters(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** Takes out the one of a content hash; null if it is not there. */
    @Nullable Kept take(String contentHash) {
        Kept found = kept.remove(contentHash);
        if (found != null) {
            bytes -= found.bytes;
        }
        return found;
    }

    /** Keeps one as long as there is room; a fresh one is not worth it. */
    void put(Kept one) {
        SavedCheckpoint checkpoint = one.checkpoint;
        if (checkpoint == null) {
            one.interpreter.dropInstance();
            return;
        }
        Kept same = take(checkpoint.contentHash());
        if (same != null) {
            same.interpreter.dropInstance();
        }
        one.bytes = one.interpreter.bytes();
        bytes += one.bytes;
        kept.put(checkpoint.contentHash(), one);
        while (kept.size() > most || (bytes > mostBytes && !kept.isEmpty())) {
            Kept oldest = take(kept.keySet().iterator().next());
            if (oldest != null) {
                oldest.interpreter.dropInstance();
            }
        }
    }

    int size() {
        return kept.size();
    }
}
