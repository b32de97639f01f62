package dev.wasmsandbox.core.live;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.SandboxEvent.SessionRestored;
import dev.wasmsandbox.SandboxExecutionException;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.checkpoint.SavedWorkspace;
import dev.wasmsandbox.core.guest.Language;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter of a session and what is kept of it in the storage: read when it is needed first, written when it is another one
 * than the saved one. Saved with it are how its last runs are taken back, and beside it its portable form.
 *
 * <p>It does not ask whether this process may have the interpreter: {@link LiveSession} does. Not thread-safe, but for {@link
 * #retries} and {@link #askElsewhere}: used in the turns of its session only.
 */
final class PersistentState {
    private static final Logger LOG = System.getLogger(PersistentState.class.getName());

    /** What a saved interpreter may have beside its memory: contents of files without names, metadata. */
    private static final long BESIDE_MEMORY_BYTES = 256L << 20;

    private final StorageAdapter storage;
    private final String sessionId;
    private final LiveEvents events;
    private final SavedStates saved;
    private final LiveInterpreter interpreter;
    private final LiveHistory history;
    private final LiveCheckpoints checkpoints;
    private final PortableStates portable;
    private final SaveRetries retries = new SaveRetries();
    private volatile LiveForms forms;

    /** What a fresh interpreter begins with because the saved one is of another build; null if it begins with nothing. */
    private @Nullable PortableState fallback;

    private boolean loaded;
    private boolean unsaved;
    private @Nullable Throwable failure;

    /** Begins with nothing in memory. */
    PersistentState(
            StorageAdapter storage, String sessionId, Language language, LiveEvents events) {
        this.storage = storage;
        this.sessionId = sessionId;
        this.events = events;
        this.saved = new SavedStates(storage, sessionId, language);
        this.interpreter = new LiveInterpreter(language);
        this.history =
                new LiveHistory(
                        storage,
                        sessionId,
                        saved.name(),
                        state -> saved.checkpoint(state, Optional.empty()));
        this.checkpoints = new LiveCheckpoints(storage, sessionId, saved);
        this.forms = new LocalForms(language);
        this.portable = new PortableStates(storage, sessionId, saved.name() + ".json", () -> forms);
    }

    /** Has interpreters asked for their variables elsewhere from now on. */
    void askElsewhere(LiveForms other) {
        forms = other;
    }

    /** When to try again to save it. */
    SaveRetries retries() {
        return retries;
    }

    /** Whether there is something of it in memory. */
    boolean isLoaded() {
        return loaded;
    }

    /** What it takes of this process's memory, about. */
    long bytes() {
        return interpreter.bytes() + history.bytesInMemory();
    }

    /** The interpreter that {@link #load} found. */
    LiveInterpreter interpreter() {
        return interpreter;
    }

    /** What the next run begins with beside a fresh interpreter; empty if with nothing. */
    Optional<PortableState> fallback() {
        return interpreter.state() == null ? Optional.ofNullable(fallback) : Optional.empty();
    }

    /**
     * Tells once if the last run was good and what it left is lost.
     *
     * @throws SandboxExecutionException if it is so
     */
    void requireKept() {
        Throwable failed = failure;
        if (failed != null) {
            failure = null;
            throw new SandboxExecutionException(
                    "what the last run left in the interpreter could not be kept, so this one would begin before it; "
                            + "run it again to go on from there",
                    failed);
        }
    }

    /**
     * Finds the interpreter, in memory or in the storage.
     *
     * @param policy the one of whoever needs it
     * @throws CheckpointException if there is a saved one that cannot be used
     */
    void load(ExecutionPolicy policy) {
        if (loaded) {
            return;
        }
        Optional<SavedCheckpoint> found = read(policy);
        interpreter.become(found.map(SavedCheckpoint::interpreter).orElse(null));
        history.load(found.map(SavedCheckpoint::metadata).orElse(Map.of()));
        loaded = true;
        if (found.isPresent()) {
            events.restored(
                    SessionRestored.Source.SESSION,
                    LiveInterpreter.bytes(found.get().interpreter()));
        }
    }

    private Optional<SavedCheckpoint> read(ExecutionPolicy policy) {
        try {
            return saved.load(most(policy));
        } catch (CheckpointException e) {
            if (e.code() != ErrorCode.CHECKPOINT_MISMATCH) {
                throw e;
            }
            PortableState form = portable.load().orElseThrow(() -> e);
            fallback = form;
            events.restored(SessionRestored.Source.PORTABLE, form.json().length());
            return Optional.empty();
        }
    }

    private static long most(ExecutionPolicy policy) {
        return Math.max(Checkpoint.DEFAULT_MAX_BYTES, policy.memoryBytes() + BESIDE_MEMORY_BYTES);
    }

    /** Goes on with another interpreter, from which no run can be taken back. */
    void replace(@Nullable InterpreterState other) {
        interpreter.become(other);
        fallback = null;
        portable.changed();
        history.clear();
        loaded = true;
        unsaved = true;
    }

    /** Takes down what the interpreter is after a run. */
    void keep(LiveWork work) {
        if (work.keep(interpreter)) {
            unsaved = true;
            portable.changed();
        }
    }

    /**
     * Notes how the last run can be taken back.
     *
     * @param undoDepth how many runs to remember
     */
    void remember(Past before, int undoDepth) {
        boolean changed = history.add(before, interpreter.state(), undoDepth);
        // Of a run that failed at the very beginning nothing would be saved.
        unsaved |= changed && interpreter.state() != null;
    }

    /** Notes that the last run was good and what it left is lost all the same; {@link #requireKept} tells. */
    void fail(Throwable cause) {
        interpreter.dropInstance();
        failure = cause;
    }

    /** Takes the last run back. */
    void undo(ExecutionPolicy policy) {
        Past last = history.last(interpreter.state(), most(policy));
        List<WorkspaceChange> back = last.reversal().orElse(List.of());
        if (!back.isEmpty()) {
            SavedWorkspace.commitAll(storage, sessionId, back, Instant.now());
        }
        history.removeLast();
        interpreter.become(last.state());
        portable.changed();
        unsaved = true;
        failure = null;
        events.undone(back.size());
    }

    /** Forgets the interpreter, the saved one too: the next run begins with a fresh one. */
    void reset() {
        saved.delete();
        history.forget();
        interpreter.become(null);
        fallback = null;
        loaded = true;
        unsaved = false;
        failure = null;
    }

    /** Makes a checkpoint of what it is. */
    SavedCheckpoint checkpoint(ExecutionPolicy policy, boolean withFiles) {
        return checkpoints.take(interpreter.stateOrFresh(policy), withFiles);
    }

    /**
     * Saves the interpreter where the session is kept, if it is another one than the saved one.
     *
     * @throws StorageException if that fails; it stays unsaved then
     */
    void save() {
        if (!unsaved) {
            return;
        }
        InterpreterState current = interpreter.state();
        if (current != null) {
            // Before the interpreter, whose notes name it.
            history.store(current);
            events.saved(saved.name(), saved.save(current, history.notes()));
        } else {
            saved.delete();
            history.forget();
        }
        unsaved = false;
        retries.succeeded();
        tidyUp();
    }

    /** What is left over in the storage takes room and does no harm: it is tried again next time. */
    private void tidyUp() {
        try {
            history.cleanUp();
        } catch (StorageException e) {
            LOG.log(
                    Level.DEBUG,
                    "Old history of session " + sessionId + " stays in the storage.",
                    e);
        }
    }

    /** Saves it, and keeps its portable form too. */
    void saveWithForm() {
        save();
        portable.keep(interpreter.state());
    }

    /** Keeps the portable form of what was saved, unless that was done a short time ago. */
    void keepFormNowAndThen() {
        portable.keepNowAndThen(interpreter.state());
    }

    /** Forgets what is in memory, saved or not. */
    void forget() {
        interpreter.become(null);
        history.forget();
        saved.forget();
        portable.forget();
        fallback = null;
        loaded = false;
        unsaved = false;
        failure = null;
    }
}
