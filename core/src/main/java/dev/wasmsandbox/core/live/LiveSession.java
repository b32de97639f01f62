package dev.wasmsandbox.core.live;

import dev.wasmsandbox.CheckpointException;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxEvent.SessionEvicted;
import dev.wasmsandbox.SandboxEvent.SessionRestored;
import dev.wasmsandbox.SandboxExecutionException;
import dev.wasmsandbox.StorageAdapter;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.guest.Language;
import dev.wasmsandbox.core.run.Admission;
import dev.wasmsandbox.core.storage.StorageIdentity;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The interpreter of a session that lives on between runs, one for all sandboxes of this process: asleep, which means that it is
 * in the storage alone, or awake, which means that this process owns it and may have it in memory.
 *
 * <p>It leads from the one to the other and back. Who owns it and who works with it, {@link Activation} knows, and has the order of
 * locks; what it is and what is saved of it, {@link PersistentState}.
 *
 * <p>{@link LiveSessions} has them. As an {@link Admission} it wakes up as far as it takes to own the interpreter; that and what
 * is told of its users and its activation is thread-safe. All else is for the session's turns.
 */
public final class LiveSession implements Admission {
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
    private final LivePool pool;
    private final LiveUsers users = new LiveUsers();
    private final LiveEvents events;
    private final Activation activation;
    private final PersistentState state;

    /** What it took of this process's memory after the last work; for whoever is at work. */
    private long bytes;

    /** Begins asleep. */
    LiveSession(Key key, StorageAdapter storage, Language language, LivePool pool) {
        this.key = key;
        this.storage = storage;
        this.pool = pool;
        this.events = new LiveEvents(key, users, pool.counters());
        this.state = new PersistentState(storage, key.sessionId(), language, events);
        this.activation =
                new Activation(
                        patience ->
                                storage.leaseInterpreter(key.sessionId(), key.runtime(), patience)
                                        .orElse(null),
                        () -> pool.entered(this),
                        () -> pool.left(this));
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

    /** Those in this process who have it open. */
    LiveUsers users() {
        return users;
    }

    /** Reports what happens to it. */
    LiveEvents events() {
        return events;
    }

    /** Who owns it and works with it. */
    Activation activation() {
        return activation;
    }

    /** What it is, as far as it is in memory; for whoever is at work. See {@link #wake} for all of it. */
    PersistentState state() {
        return state;
    }

    /** When to try again to save it. */
    SaveRetries retries() {
        return state.retries();
    }

    /** Has interpreters asked for their variables elsewhere from now on, because a user wants no guests in this process. */
    void askElsewhere(LiveForms other) {
        state.askElsewhere(other);
    }

    /** Whether there is something of it in this process; if not, there is nothing to save. To be asked when nothing runs. */
    boolean isInMemory() {
        return activation.isAwake() || state.isLoaded();
    }

    /** Whether this process still owns it; what was in memory of a session that was deleted is forgotten. */
    boolean stillOwns() {
        if (activation.isLost()) {
            activation.cleanUp(this::forget);
        }
        return activation.isAwake();
    }

    /** Forgets what is in memory of a session that is gone, unless somebody is at work with another one of its id by now. */
    void abandon() {
        activation.cleanUpIfFree(() -> {
            if (!storage.exists(key.sessionId())) {
                forget();
            }
        });
    }

    @Override
    public boolean ready() {
        return stillOwns() || activation.take(Duration.ZERO);
    }

    @Override
    public boolean await(Duration patience) {
        return activation.take(patience);
    }

    @Override
    public String refusal() {
        return "the interpreter of session "
                + key.sessionId()
                + " is awake in another process, which gives it up between runs";
    }

    /** Begins work with what is in memory, in the session's turn and on the thread that is to {@link #end} it. */
    void begin() {
        activation.begin();
    }

    /** Ends work that was begun. Ending twice is no error. */
    void end() {
        if (activation.isAtWorkHere()) {
            bytes = state.bytes();
            pool.used(this, bytes);
            activation.end();
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

    /**
     * Finds the interpreter, in memory or in the storage; for whoever is at work.
     *
     * @param policy the one of whoever needs it
     * @throws CheckpointException if there is a saved one that cannot be used
     * @throws SandboxExecutionException if what the last run left could not be kept
     */
    PersistentState wake(ExecutionPolicy policy) {
        state.requireKept();
        requireOwned();
        state.load(policy);
        return state;
    }

    private void requireOwned() {
        if (!ready()) {
            throw new StorageException(ErrorCode.SESSION_BUSY, refusal() + "; run it again");
        }
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
            state.replace(other);
            if (!fork && other != null) {
                events.restored(SessionRestored.Source.CHECKPOINT, LiveInterpreter.bytes(other));
            }
            if (saveAtOnce) {
                state.save();
            }
        } finally {
            end();
        }
        pool.ranIn(this);
    }

    /**
     * Saves the interpreter and gives it up.
     *
     * @throws StorageException if it cannot be saved; it stays awake then
     */
    void sleep(SessionEvicted.Reason reason) {
        begin();
        try {
            state.saveWithForm();
            if (state.interpreter().state() != null && !users.isEmpty()) {
                events.evicted(reason, bytes);
            }
            forget();
        } finally {
            end();
        }
    }

    /** Gives the interpreter up as it is, saved or not; for whoever is at work. */
    void forget() {
        state.forget();
        activation.giveUp();
    }
}
