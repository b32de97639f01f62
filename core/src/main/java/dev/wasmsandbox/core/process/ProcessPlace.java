package dev.wasmsandbox.core.process;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxUnavailableException;
import dev.wasmsandbox.core.checkpoint.SavedCheckpoint;
import dev.wasmsandbox.core.guest.FoundNames;
import dev.wasmsandbox.core.live.LiveForms;
import dev.wasmsandbox.core.live.LiveWork;
import dev.wasmsandbox.core.run.GuestRun;
import dev.wasmsandbox.core.run.GuestTask;
import dev.wasmsandbox.core.run.RunPlace;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.RunControl;
import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Other processes: each run takes place in a worker of a pool, whichever is free. This process loads no guest and no engine.
 *
 * <p>A run begins with nothing but its request and its workspace, so it does not matter which worker it goes to. An interpreter that lives on is
 * this process's, as a value; the worker that ran it last still has it in memory, and is preferred.
 */
public final class ProcessPlace implements RunPlace {
    private final WorkerPool pool;
    private final Consumer<WorkerPool> release;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Whose worker ran the interpreter of the sandbox last. */
    private volatile @Nullable WorkerThread last;

    /** What that left. Weak: whether it is still worth its memory is not decided here. */
    private volatile WeakReference<SavedCheckpoint> lastState = new WeakReference<>(null);

    ProcessPlace(WorkerPool pool, Consumer<WorkerPool> release) {
        this.pool = pool;
        this.release = release;
    }

    /**
     * Opens the place for one sandbox; its workers begin to start, and nobody waits for them here.
     *
     * @throws SandboxUnavailableException if a property has a value that is not allowed
     */
    public static ProcessPlace open(RuntimeType language) {
        return new ProcessPlace(SharedPool.acquire(language), SharedPool::release);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task, last);
    }

    @Override
    public GuestRun run(SessionContext context, ExecutionRequest request, RunControl control) {
        return new RemoteRun(context, request, control);
    }

    /** Prepares a run of an interpreter that lives on; it is to be carried out by {@link #execute}. */
    public LiveWork liveWork(SessionContext context, ExecutionRequest request, RunControl control) {
        return new RemoteWork(context, request, control, this);
    }

    /** Notes who ran the interpreter, and what it is since then. */
    void ran(WorkerThread thread, SavedCheckpoint left) {
        last = thread;
        lastState = new WeakReference<>(left);
    }

    /** What the last run left, if that is still known. */
    @Nullable SavedCheckpoint lastState() {
        return lastState.get();
    }

    /** Asks interpreters of a session for their variables, in workers. */
    public LiveForms forms(SessionContext context) {
        return new RemoteForms(pool, context, () -> last);
    }

    @Override
    public GuestTask<CodeValidation> validation(
            SessionContext context, byte[] code, RunControl control) {
        return new RemoteValidation(context, code, control);
    }

    @Override
    public GuestTask<FoundNames> completion(
            SessionContext context, byte[] text, RunControl control) {
        return new RemoteCompletion(context, text, control);
    }

    @Override
    public CompletableFuture<Void> close() {
        if (!closed.getAndSet(true)) {
            release.accept(pool);
        }
        return CompletableFuture.completedFuture(null);
    }
}
