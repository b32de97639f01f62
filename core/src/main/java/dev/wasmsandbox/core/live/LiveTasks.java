package dev.wasmsandbox.core.live;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointScope;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.Sandbox;
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
    private final Forks forks;

    /** Works with a session; the tasks are to be carried out in its turns. */
    public LiveTasks(LiveSession session, Forks forks) {
        this.session = session;
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
        return task(() -> session.checkpoint(scope == CheckpointScope.INTERPRETER_AND_FILES));
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
            session.wake();
            return forks.open(session.state(), sessionId);
        });
    }

    private List<Sandbox> forks(int count) {
        session.wake();
        InterpreterState state = session.state();
        List<Sandbox> children = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                children.add(forks.open(state, null));
            }
        } catch (RuntimeException | Error e) {
            children.forEach(Sandbox::close);
            throw e;
        }
        return List.copyOf(children);
    }

    /** Takes the last run back. */
    public GuestTask<Boolean> undo() {
        return task(() -> {
            session.undo();
            return true;
        });
    }

    /** Begins anew. */
    public GuestTask<Boolean> reset() {
        return task(() -> {
            session.reset();
            return true;
        });
    }

    private static <T> GuestTask<T> task(Supplier<T> work) {
        return new GuestTask<>() {
            @Override
            public T run() {
                return work.get();
            }

            @Override
            public void tidyUp() {
                // The session keeps what it needs.
            }
        };
    }
}
