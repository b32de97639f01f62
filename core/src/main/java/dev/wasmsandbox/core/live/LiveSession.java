package dev.wasmsandbox.core.live;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxEvent;
import dev.wasmsandbox.SandboxEvent.SessionEvicted;
import dev.wasmsandbox.SandboxEvent.SessionRestored;
import dev.wasmsandbox.SandboxExecutionException;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.checkpoint.SavedWorkspace;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.run.Admission;
import dev.wasmsandbox.core.storage.StorageIdentity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter of a session that lives on between runs, one for all sandboxes of this process: asleep, which means that it is
 * in the storage alone, or awake, which means that this process owns it and may have it in memory.
 *
 * <p>{@link LiveSessions} has them. As an {@link Admission} it wakes up as far as it takes to own the interpreter; that and what
 * is told of its users is thread-safe. All else is for the session's turns.
 */
public final class LiveSession implements Admission {
    private static final Logger LOG = System.getLogger(LiveSession.class.getName());

    /** What a saved interpreter may have beside its memory: contents of files without names, metadata. */
    private static final long BESIDE_MEMORY_BYTES = 256L << 20;

    private static final long LONGEST_START_NANOS = TimeUnit.SECONDS.toNanos(1);

    /**
     * Tells sessions from each other.
     *
     * @param storage where it is kept
     * @param sessionId its id
     * @param runtime the language
     */
    record Key(StorageIdentity storage, String sessionId, RuntimeType runtime) {}

    private final Key key;
    private final StorageAdapter storage;
    private final SavedStates saved;
    private final LiveInterpreter interpreter;
    private final LiveHistory history;
    private final LivePool pool;
    private final LiveCheckpoints checkpoints;
    private final PortableStates portable;
    private final Ownership ownership;

    private final LiveUsers users = new LiveUsers();
    private final SaveRetries retries = new SaveRetries();

    /** Held by whoever works with what is in memory. He has the session's turn as well, unless the session is gone. */
    private final ReentrantLock inUse = new ReentrantLock();

    /** What a fresh interpreter begins with because the saved one is of another build; null if it begins with nothing. */
    private @Nullable PortableState fallback;

    private boolean loaded;
    private boolean unsaved;
    private @Nullable Throwable failure;
    private volatile boolean served;
    private volatile LiveForms forms;
    private volatile long ownedSinceNanos;
    private volatile long lastUseNanos;
    private volatile long bytes;

    /** Begins asleep. */
    LiveSession(Key key, StorageAdapter storage, Language language, LivePool pool) {
        this.key = key;
        this.storage = storage;
        this.pool = pool;
        this.saved = new SavedStates(storage, key.sessionId(), language);
        this.history =
                new LiveHistory(
                        storage,
                        key.sessionId(),
                        saved.name(),
                        state -> saved.checkpoint(state, Optional.empty()));
        this.interpreter = new LiveInterpreter(language);
        this.forms = new LocalForms(language);
        this.checkpoints = new LiveCheckpoints(storage, key.sessionId(), saved);
        this.portable =
                new PortableStates(storage, key.sessionId(), saved.name() + ".json", () -> forms);
        this.ownership =
                new Ownership(
                        patience ->
                                storage.leaseInterpreter(key.sessionId(), key.runtime(), patience)
                                        .orElse(null),
                        this::taken,
                        () -> pool.left(this));
    }

    private void taken() {
        served = false;
        ownedSinceNanos = System.nanoTime();
        lastUseNanos = ownedSinceNanos;
        pool.entered(this);
    }

    Key key() {
        return key;
    }

    StorageAdapter storage() {
        return storage;
    }

    LivePool pool() {
        return pool;
    }

    /** Has interpreters asked for their variables elsewhere from now on, because a user wants no guests in this process. */
    void askElsewhere(LiveForms other) {
        forms = other;
    }

    /** Those in this process who have it open. */
    LiveUsers users() {
        return users;
    }

    boolean hasUsers() {
        return !users.isEmpty();
    }

    /** When to try again to save it. */
    SaveRetries retries() {
        return retries;
    }

    /** What it takes of this process's memory, about, as it was after the last work. */
    long bytes() {
        return bytes;
    }

    /** Whether somebody works with what is in memory. */
    boolean isAtWork() {
        return inUse.isLocked();
    }

    /** How long nobody has worked with it. */
    long idleNanos() {
        return isAtWork() ? 0 : System.nanoTime() - lastUseNanos;
    }

    /** Whether this process owns the interpreter. */
    boolean isAwake() {
        return ownership.isHeld();
    }

    /** Whether there is something of it in this process; if not, there is nothing to save. To be asked when nothing runs. */
    boolean isInMemory() {
        return isAwake() || loaded;
    }

    /** Whether another process waits for it. */
    boolean isWanted() {
        return ownership.isWanted();
    }

    /** Whether it was taken for a run that has not begun, and is not to be given up before. */
    boolean isNewlyAwake() {
        return !served && System.nanoTime() - ownedSinceNanos < LONGEST_START_NANOS;
    }

    /** Whether this process still owns it; what was in memory of a session that was deleted is forgotten. */
    boolean stillOwns() {
        if (ownership.isLost()) {
            inUse.lock();
            try {
                forget();
            } finally {
                inUse.unlock();
            }
        }
        return ownership.isHeld();
    }

    /** Forgets what is in memory of a session that is gone, unless somebody is at work with another one of its id by now. */
    void abandon() {
        if (inUse.tryLock()) {
            try {
                if (!storage.exists(key.sessionId())) {
                    forget();
                }
            } finally {
                inUse.unlock();
            }
        }
    }

    /** Begins work with what is in memory, in the session's turn and on the thread that is to {@link #end} it. */
    void begin() {
        inUse.lock();
        served = true;
    }

    /** Ends work that was begun. Ending twice is no error. */
    void end() {
        if (inUse.isHeldByCurrentThread()) {
            bytes = interpreter.bytes() + history.bytesInMemory();
            lastUseNanos = System.nanoTime();
            pool.used(this, bytes);
            inUse.unlock();
        }
    }

    /** Works with what is in memory, in the session's turn. */
    <T> T work(Supplier<T> work) {
        begin();
        try {
            return work.get();
        } finally {
            end();
        }
    }

    @Override
    public boolean ready() {
        return stillOwns() || ownership.take(Duration.ZERO);
    }

    @Override
    public boolean await(Duration patience) {
        return ownership.take(patience);
    }

    @Override
    public String refusal() {
        return "the interpreter of session "
                + key.sessionId()
                + " is awake in another process, which gives it up between runs";
    }

    /**
     * Lets the session go on with another interpreter instead of its own saved one.
     *
     * @param fork whether it is the one of a session that this one is a copy of
     * @param saveAtOnce whether it is saved before this returns
     */
    public void beginWith(@Nullable InterpreterState other, boolean fork, boolean saveAtOnce) {
        begin();
        try {
            requireOwned();
            interpreter.become(other);
            fallback = null;
            portable.changed();
            history.clear();
            loaded = true;
            unsaved = true;
            if (!fork && other != null) {
                tellRestored(SessionRestored.Source.CHECKPOINT, other);
            }
            if (saveAtOnce) {
                save();
            }
        } finally {
            end();
        }
        pool.ranIn(this);
    }

    private void requireOwned() {
        if (!ready()) {
            throw new StorageException(ErrorCode.SESSION_BUSY, refusal() + "; run it again");
        }
    }

    private void tellRestored(SessionRestored.Source source, InterpreterState state) {
        users.tell(
                new SessionRestored(
                        key.sessionId(), key.runtime(), source, LiveInterpreter.bytes(state)));
    }

    /**
     * Finds the interpreter, in memory or in the storage.
     *
     * @param policy the one of whoever needs it
     * @throws CheckpointException if there is a saved one that cannot be used
     * @throws SandboxExecutionException if what the last run left could not be kept
     */
    void wake(ExecutionPolicy policy) {
        Throwable failed = failure;
        if (failed != null) {
            failure = null;
            throw new SandboxExecutionException(
                    "what the last run left in the interpreter could not be kept, so this one would begin before it; "
                            + "run it again to go on from there",
                    failed);
        }
        requireOwned();
        if (!loaded) {
            Optional<SavedCheckpoint> found = load(policy);
            interpreter.become(found.map(SavedCheckpoint::interpreter).orElse(null));
            history.load(found.map(SavedCheckpoint::metadata).orElse(Map.of()));
            loaded = true;
            if (found.isPresent()) {
                pool.counters().countRestored();
                tellRestored(SessionRestored.Source.SESSION, found.get().interpreter());
            }
        }
    }

    private Optional<SavedCheckpoint> load(ExecutionPolicy policy) {
        try {
            return saved.load(most(policy));
        } catch (CheckpointException e) {
            if (e.code() != ErrorCode.CHECKPOINT_MISMATCH) {
                throw e;
            }
            PortableState form = portable.load().orElseThrow(() -> e);
            fallback = form;
            users.tell(
                    new SessionRestored(
                            key.sessionId(),
                            key.runtime(),
                            SessionRestored.Source.PORTABLE,
                            form.json().length()));
            return Optional.empty();
        }
    }

    /** What the next run begins with beside a fresh interpreter; empty if with nothing. */
    Optional<PortableState> fallback() {
        return interpreter.state() == null ? Optional.ofNullable(fallback) : Optional.empty();
    }

    private static long most(ExecutionPolicy policy) {
        return Math.max(Checkpoint.DEFAULT_MAX_BYTES, policy.memoryBytes() + BESIDE_MEMORY_BYTES);
    }

    /** The interpreter that {@link #wake} found. */
    LiveInterpreter interpreter() {
        return interpreter;
    }

    /** Takes down what the interpreter is after a run. */
    void keep(LiveWork work) {
        if (work.keep(interpreter)) {
            unsaved = true;
            portable.changed();
        }
    }

    /** Notes how the last run can be taken back. */
    void remember(Past before) {
        boolean changed = history.add(before, interpreter.state(), users.undoDepth());
        // Of a run that failed at the very beginning nothing would be saved.
        unsaved |= changed && interpreter.state() != null;
    }

    /** Whether somebody wants to be able to take runs back. */
    boolean remembersRuns() {
        return users.undoDepth() > 0;
    }

    /** Notes that the last run was good and what it left is lost all the same; the next run will tell. */
    void fail(Throwable cause) {
        interpreter.dropInstance();
        failure = cause;
    }

    /** Takes the last run back. */
    void undo(ExecutionPolicy policy) {
        wake(policy);
        Past last = history.last(interpreter.state(), most(policy));
        List<WorkspaceChange> back = last.reversal().orElse(List.of());
        if (!back.isEmpty()) {
            SavedWorkspace.commitAll(storage, key.sessionId(), back, Instant.now());
        }
        history.removeLast();
        interpreter.become(last.state());
        portable.changed();
        unsaved = true;
        failure = null;
        users.tell(new SandboxEvent.SessionUndone(key.sessionId(), key.runtime(), back.size()));
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
        wake(policy);
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
            history.store(current);
            tellSaved(saved.save(current, history.notes()));
        } else {
            saved.delete();
            history.forget();
        }
        unsaved = false;
        retries.succeeded();
        tidyUp();
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

    private void tellSaved(long savedBytes) {
        pool.counters().countSaved(savedBytes);
        users.tell(
                new SandboxEvent.SessionCheckpointed(
                        key.sessionId(), key.runtime(), saved.name(), savedBytes));
    }

    /** What is left over in the storage takes room and does no harm: it is tried again next time. */
    private void tidyUp() {
        try {
            history.cleanUp();
        } catch (StorageException e) {
            LOG.log(
                    Level.DEBUG,
                    "Old history of session " + key.sessionId() + " stays in the storage.",
                    e);
        }
    }

    /**
     * Saves the interpreter and gives it up.
     *
     * @throws StorageException if it cannot be saved; it stays awake then
     */
    void sleep(SessionEvicted.Reason reason) {
        begin();
        try {
            saveWithForm();
            if (interpreter.state() != null && hasUsers()) {
                // Before it is given up: whoever hears of that may close what is open for it.
                pool.counters().countEvicted();
                users.tell(new SessionEvicted(key.sessionId(), key.runtime(), reason, bytes));
            }
            forget();
        } finally {
            end();
        }
    }

    /** Gives the interpreter up as it is, saved or not. */
    void forget() {
        interpreter.become(null);
        history.forget();
        saved.forget();
        portable.forget();
        fallback = null;
        loaded = false;
        unsaved = false;
        failure = null;
        ownership.giveUp();
    }
}
