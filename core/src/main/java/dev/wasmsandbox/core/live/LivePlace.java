package dev.wasmsandbox.core.live;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.SandboxException;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.core.guest.FoundNames;
import dev.wasmsandbox.core.guest.GuestTime;
import dev.wasmsandbox.core.run.Admission;
import dev.wasmsandbox.core.run.Completion;
import dev.wasmsandbox.core.run.GuestRun;
import dev.wasmsandbox.core.run.GuestTask;
import dev.wasmsandbox.core.run.LocalPlace;
import dev.wasmsandbox.core.run.RunPlace;
import dev.wasmsandbox.core.run.RunResources;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.Instance;
import dev.wasmsandbox.engine.RunControl;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A place of runs, for one sandbox whose interpreter lives on between them. */
public final class LivePlace implements RunPlace {
    private final RunPlace place;
    private final LiveWork.Source works;
    private final Duration patience;
    private final boolean savesAtOnce;
    private final LiveSession session;

    /**
     * Creates the place of one sandbox.
     *
     * @param place where runs take place
     * @param works carries them out there
     * @param patience how long closing waits for the session
     * @param savesAtOnce whether the interpreter is saved before a run is answered, instead of when the sandbox is closed
     * @param use finds the session for this place as its user
     */
    public LivePlace(
            RunPlace place,
            LiveWork.Source works,
            Duration patience,
            boolean savesAtOnce,
            Function<Object, LiveSession> use) {
        this.place = place;
        this.works = works;
        this.patience = patience;
        this.savesAtOnce = savesAtOnce;
        this.session = use.apply(this);
    }

    /** Returns the session that it is for. */
    public LiveSession session() {
        return session;
    }

    /** Whether the interpreter is saved before anything that changes it is answered. */
    public boolean savesAtOnce() {
        return savesAtOnce;
    }

    @Override
    public Admission admission() {
        return session;
    }

    @Override
    public void execute(Runnable task) {
        place.execute(task);
    }

    @Override
    public GuestRun run(SessionContext context, ExecutionRequest request, RunControl control) {
        return new LiveRun(context, session, works.of(context, request, control), savesAtOnce);
    }

    @Override
    public GuestTask<CodeValidation> validation(
            SessionContext context, byte[] code, RunControl control) {
        return place.validation(context, code, control);
    }

    @Override
    public GuestTask<FoundNames> completion(
            SessionContext context, byte[] text, RunControl control) {
        if (!(place instanceof LocalPlace here)) {
            // The interpreter is not in this process: what a fresh one in a worker starts with is
            // told.
            return place.completion(context, text, control);
        }
        return new Completion(
                context,
                here.guest(),
                text,
                control,
                new Completion.Interpreters() {
                    @Override
                    public GuestTime time() {
                        return session.work(() ->
                                session.wake(context.policy())
                                        .interpreter()
                                        .timeOfCopy(context.policy()));
                    }

                    @Override
                    public Instance start(RunResources files, GuestTime time) {
                        return session.work(() ->
                                session.state().interpreter().copy(files, context.policy(), time));
                    }
                });
    }

    /**
     * Saves the interpreter, and gives it up if nobody else of this process uses it. What cannot be saved stays in memory, and is
     * saved as soon as that is possible, as long as this process lives.
     */
    @Override
    public CompletableFuture<Void> close() {
        if (!session.isInMemory()) {
            boolean _ = LiveSessions.release(session, this);
            return place.close();
        }
        CompletableFuture<Void> closed = new CompletableFuture<>();
        CompletableFuture<Void> _ =
                LiveTurns.carryOut(session, patience, session, this::leave)
                        .whenComplete((_, failure) -> closed(failure, closed));
        return closed;
    }

    private void leave() {
        boolean others = LiveSessions.release(session, this);
        session.work(() -> {
            session.state().saveWithForm();
            if (!others) {
                session.forget();
            }
            return true;
        });
    }

    private void closed(@Nullable Throwable failure, CompletableFuture<Void> closed) {
        boolean gone =
                failure instanceof SandboxException known
                        && known.code() == ErrorCode.SESSION_NOT_FOUND;
        if (gone) {
            // Who deleted the session wants nothing of it back.
            session.abandon();
        }
        boolean _ = LiveSessions.release(session, this);
        // Not before: the interpreter may have been asked for its variables there.
        CompletableFuture<Void> _ = place.close();
        if (gone || failure == null) {
            closed.complete(null);
        } else {
            closed.completeExceptionally(told(failure));
        }
    }

    private SandboxException told(Throwable failure) {
        return new StorageException(
                failure instanceof SandboxException known ? known.code() : ErrorCode.STORAGE_FAILED,
                "the interpreter of session "
                        + session.key().sessionId()
                        + " is not saved yet: "
                        + failure.getMessage()
                        + "; it stays in memory and is saved as soon as that is possible, unless this process ends before",
                failure);
    }
}
