package dev.wasmsandbox.core.sandbox;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.CheckpointScope;
import dev.wasmsandbox.CodeCompletion;
import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ErrorCode;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.InvalidRequestException;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxClosedException;
import dev.wasmsandbox.SandboxException;
import dev.wasmsandbox.SandboxExecutionException;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.SandboxUnavailableException;
import dev.wasmsandbox.StorageException;
import dev.wasmsandbox.core.guest.FoundNames;
import dev.wasmsandbox.core.live.LiveTasks;
import dev.wasmsandbox.core.run.Completion;
import dev.wasmsandbox.core.run.GuestTask;
import dev.wasmsandbox.core.run.RunPlace;
import dev.wasmsandbox.core.run.RunThread;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.core.run.SessionTurn;
import dev.wasmsandbox.engine.RunControl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A sandbox over the workspace of one session. */
final class SessionSandbox implements Sandbox {
    /** Completes the futures of callers: what they hang on to them must not hold a guest thread. */
    private static final Executor CALLERS =
            task -> Thread.ofVirtual().name("wasm-sandbox-callback").start(task);

    /** How many runs of one sandbox may wait for their turn where nobody says anything else: as many as may wait for a guest thread. */
    static final int MOST_WAITING = 10_000;

    private final SessionContext context;
    private final RunPlace place;
    private final Duration patience;
    private final @Nullable LiveTasks live;
    private final boolean ownsContext;
    private final int queue;
    private final Turns turns;
    private final ConcurrentMap<RunControl, SessionTurn> running = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Creates a sandbox.
     *
     * @param patience how long a run waits for a session that somebody else uses
     * @param live what else can be done with its interpreter; null if each run has a fresh one
     * @param ownsContext whether the context is closed with it
     * @param queue how many runs may wait for their turn
     */
    SessionSandbox(
            SessionContext context,
            RunPlace place,
            Duration patience,
            @Nullable LiveTasks live,
            boolean ownsContext,
            int queue) {
        this.context = context;
        this.place = place;
        this.patience = patience;
        this.live = live;
        this.ownsContext = ownsContext;
        this.queue = queue;
        this.turns = new Turns(queue);
    }

    @Override
    public String sessionId() {
        return context.sessionId();
    }

    @Override
    public RuntimeType runtime() {
        return context.runtime();
    }

    @Override
    public ExecutionPolicy policy() {
        return context.policy();
    }

    @Override
    public Optional<Path> workspacePath() {
        return context.storage().localPath(sessionId());
    }

    @Override
    public SandboxResult execute(ExecutionRequest request) {
        RunControl control = new RunControl();
        return await(start(control, turn(), execution(request, control)), control);
    }

    @Override
    public CompletableFuture<SandboxResult> executeAsync(ExecutionRequest request) {
        RunControl control = new RunControl();
        CompletableFuture<SandboxResult> result =
                new CompletableFuture<>() {
                    @Override
                    public boolean cancel(boolean mayInterruptIfRunning) {
                        // In this order: a guest that stops at once must not complete the future
                        // first, and this return false.
                        boolean cancelled = super.cancel(mayInterruptIfRunning);
                        stop(control);
                        return cancelled;
                    }
                };
        CompletableFuture<SandboxResult> _ =
                start(control, turn(), execution(request, control))
                        .whenCompleteAsync(
                                (value, failure) -> {
                                    if (failure == null) {
                                        result.complete(value);
                                    } else {
                                        result.completeExceptionally(failure);
                                    }
                                },
                                CALLERS);
        return result;
    }

    @Override
    public CodeValidation validateCode(String code) {
        RunControl control = new RunControl();
        byte[] bytes = code.getBytes(StandardCharsets.UTF_8);
        return await(
                start(control, SessionTurn.none(), place.validation(context, bytes, control)),
                control);
    }

    @Override
    public CodeCompletion complete(String code, int cursor) {
        if (cursor < 0 || cursor > code.length()) {
            throw new InvalidRequestException(
                    ErrorCode.INVALID_REQUEST,
                    "cursor is "
                            + cursor
                            + "; allowed are 0 to the length of the code, "
                            + code.length());
        }
        RunControl control = new RunControl();
        byte[] text = Completion.before(code, cursor);
        FoundNames found =
                await(start(control, turn(), place.completion(context, text, control)), control);
        return found.in(code, cursor);
    }

    @Override
    public Checkpoint checkpoint(CheckpointScope scope) {
        return carryOut(live().checkpoint(scope));
    }

    @Override
    public List<Sandbox> fork(int count) {
        return carryOut(live().fork(count));
    }

    @Override
    public Sandbox fork(String sessionId) {
        return carryOut(live().fork(sessionId));
    }

    @Override
    public void undo() {
        boolean _ = carryOut(live().undo());
    }

    @Override
    public void reset() {
        boolean _ = carryOut(live().reset());
    }

    private LiveTasks live() {
        LiveTasks tasks = live;
        if (tasks == null) {
            throw LiveTasks.notLive();
        }
        return tasks;
    }

    private <T> T carryOut(GuestTask<T> task) {
        RunControl control = new RunControl();
        return await(start(control, turn(), task), control);
    }

    private Execution execution(ExecutionRequest request, RunControl control) {
        return new Execution(context, request, control, place.run(context, request, control));
    }

    private SessionTurn turn() {
        return SessionTurn.of(context.storage(), sessionId(), patience, place.admission());
    }

    /** Stops a run, also while it waits for its session. */
    private void stop(RunControl control) {
        control.cancel();
        SessionTurn turn = running.get(control);
        if (turn != null) {
            turn.giveUp();
        }
    }

    private <T> CompletableFuture<T> start(
            RunControl control, SessionTurn turn, GuestTask<T> task) {
        CompletableFuture<T> reply = new CompletableFuture<>();
        running.put(control, turn);
        if (closed.get()) {
            running.remove(control);
            throw new SandboxClosedException(
                    "the sandbox of session "
                            + sessionId()
                            + " is closed; open another one to go on");
        }
        boolean entered =
                turns.enter(() ->
                        turn.take(
                                () -> submit(control, task, reply),
                                failure -> {
                                    finish(control);
                                    reply.completeExceptionally(failure);
                                }));
        if (!entered) {
            running.remove(control);
            throw new SandboxUnavailableException(
                    queue
                            + " runs of session "
                            + sessionId()
                            + " wait for their turn already; wait for some of them, or use more sessions");
        }
        return reply;
    }

    private <T> void submit(RunControl control, GuestTask<T> task, CompletableFuture<T> reply) {
        try {
            place.execute(() -> answer(control, task, reply));
        } catch (SandboxException e) {
            finish(control);
            reply.completeExceptionally(e);
        }
    }

    /** Answers first and tidies up afterwards, so that nobody waits for that. */
    private <T> void answer(RunControl control, GuestTask<T> task, CompletableFuture<T> reply) {
        try {
            T value = task.run();
            if (!task.settles()) {
                finish(control);
            }
            reply.complete(value);
            task.settle();
            finish(control);
        } catch (Throwable failure) {
            finish(control);
            reply.completeExceptionally(asSandboxException(failure));
        } finally {
            task.tidyUp();
        }
    }

    private void finish(RunControl control) {
        SessionTurn turn = running.remove(control);
        if (turn != null) {
            turn.end();
            turns.leave();
        }
    }

    private static SandboxException asSandboxException(Throwable failure) {
        return failure instanceof SandboxException known
                ? known
                : new SandboxExecutionException(
                        "the host could not run the code: " + failure, failure);
    }

    private <T> T await(CompletableFuture<T> reply, RunControl control) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return reply.get();
                } catch (InterruptedException e) {
                    // The guest is stopped and its result still taken, so that nothing runs on
                    // behind the caller's back.
                    interrupted = true;
                    stop(control);
                } catch (ExecutionException e) {
                    throw asSandboxException(e.getCause() == null ? e : e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether it has nothing in memory that would have to be saved. */
    boolean isAsleep() {
        return live == null || live.isAsleep();
    }

    /** Saves the interpreter and puts it to sleep until the next run; what is awake of a deleted session is forgotten. */
    void sleep() {
        try {
            if (!isAsleep()) {
                boolean _ = carryOut(live().sleep());
            }
        } catch (StorageException e) {
            if (e.code() != ErrorCode.SESSION_NOT_FOUND) {
                throw e;
            }
            live().abandon();
        }
    }

    /** Begins the session again if it was deleted. */
    void revive() {
        if (!context.storage().exists(sessionId())) {
            boolean _ = Sandboxes.create(context, false, false);
        }
    }

    @Override
    public void close() {
        CompletableFuture<Void> done = closing();
        // Whoever opens the session next shall find the interpreter there. A thread of runs
        // cannot wait: it may be the one whose run is to end first.
        if (live != null && !RunThread.isHere()) {
            Void _ = await(done, new RunControl());
        }
    }

    /** Begins to close it. */
    CompletableFuture<Void> closing() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (closed.getAndSet(true)) {
            done.complete(null);
            return done;
        }
        running.keySet().forEach(this::stop);
        // Behind the last run, which may still read from what is closed here.
        turns.enterLast(() -> {
            CompletableFuture<Void> _ =
                    place.close().whenComplete((_, failure) -> closed(failure, done));
        });
        return done;
    }

    private void closed(@Nullable Throwable failure, CompletableFuture<Void> done) {
        try {
            if (failure != null) {
                done.completeExceptionally(asSandboxException(failure));
            }
            if (ownsContext) {
                context.close();
            }
        } finally {
            turns.leave();
            done.complete(null);
        }
    }
}
