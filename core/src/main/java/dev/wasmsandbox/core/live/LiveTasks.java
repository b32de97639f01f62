package dev.wasmsandbox.core.live;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointScope;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxEvent;
import dev.wasmsandbox.core.checkpoint.InterpreterState;
import dev.wasmsandbox.core.run.GuestTask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What else can be done with an interpreter that lives on, each as a task for a guest thread in the session's turn. */
public final class LiveTasks {
    private static final int MAX_FORKS = 10_000;

    /** Opens copies of a sandbox. */
    @FunctionalInterface
    public interface Forks {
        /**
         * Opens a copy in a new session, with the files as they are now.
         *
         * @param state the copy's interpreter; null for a fresh one
         * @param sessionId the id of the new session; null for a random one
         */
        Sandbox open(@Nullable InterpreterState state, @Nullable String sessionId);
    }

    private final LiveSession session;
    private final ExecutionPolicy policy;
    private final boolean savesAtOnce;
    private final Forks forks;

    /**
     * Works with a session; the tasks are to be carried out in its turns.
     *
     * @param savesAtOnce whether the interpreter is saved before a task is answered
     */
    public LiveTasks(
            LiveSession session, ExecutionPolicy policy, boolean savesAtOnce, Forks forks) {
        this.session = session;
        this.policy = policy;
        this.savesAtOnce = savesAtOnce;
        this.forks = forks;
    }

    /** What is asked of a sandbox whose runs have fresh interpreters. */
    public static InvalidRequestException notLive() {
        return new InvalidRequestException(
                ErrorCode.INVALID_REQUEST,
                "no interpreter lives on in this sandbox; build it with autoPersistGlobals(true)");
    }

    /** Makes a checkpoint. */
    public GuestTask<Checkpoint> checkpoint(CheckpointScope scope) {
        return task(() ->
                session.wake(policy)
                        .checkpoint(policy, scope == CheckpointScope.INTERPRETER_AND_FILES));
    }

    /**
     * Opens copies.
     *
     * @throws InvalidRequestException if they are none or too many
     */
    public GuestTask<List<Sandbox>> fork(int count) {
        if (count < 1 || count > MAX_FORKS) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "fork count is " + count + "; allowed are 1 to " + MAX_FORKS);
        }
        return task(() -> forks(count));
    }

    /** Opens one copy in a session of a given id. */
    public GuestTask<Sandbox> fork(String sessionId) {
        return task(() -> {
            InterpreterState state = session.wake(policy).interpreter().state();
            return forks.open(state, sessionId);
        });
    }

    private List<Sandbox> forks(int count) {
        InterpreterState state = session.wake(policy).interpreter().state();
        List<Sandbox> children = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                children.add(forks.open(state, null));
            }
        } catch (RuntimeException | Error e) {
            children.forEach(Sandbox::close);
            throw e;
        }
        session.events().forked(children.stream().map(Sandbox::sessionId).toList());
        return List.copyOf(children);
    }

    /** Takes the last run back. */
    public GuestTask<Boolean> undo() {
        return task(() -> {
            PersistentState state = session.wake(policy);
            state.undo(policy);
            if (savesAtOnce) {
                state.save();
            }
            return true;
        });
    }

    /** Begins anew. */
    public GuestTask<Boolean> reset() {
        return task(() -> {
            session.state().reset();
            return true;
        });
    }

    /** Whether there is nothing in memory that would have to be saved. */
    public boolean isAsleep() {
        return !session.isInMemory();
    }

    /** Forgets what is in memory if the session was deleted. */
    public void abandon() {
        session.abandon();
    }

    /** Saves the interpreter, and puts it to sleep until it is needed again. */
    public GuestTask<Boolean> sleep() {
        return task(() -> {
            session.sleep(SandboxEvent.SessionEvicted.Reason.ASKED);
            return true;
        });
    }

    private <T> GuestTask<T> task(Supplier<T> work) {
        return new GuestTask<>() {
            @Override
            public T run() {
                return session.work(work);
            }

            @Override
            public void tidyUp() {
                // The session keeps what it needs.
            }
        };
    }
}
