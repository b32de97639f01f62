package dev.wasmsandbox.core.process;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.SandboxUnavailableException;
import dev.wasmsandbox.core.guest.FoundNames;
import dev.wasmsandbox.core.run.GuestRun;
import dev.wasmsandbox.core.run.GuestTask;
import dev.wasmsandbox.core.run.RunPlace;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.RunControl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Other processes: each run takes place in a worker of a pool, whichever is free. This process loads no guest and no engine.
 *
 * <p>A run begins with nothing but its request and its workspace, so it does not matter which worker it goes to. What outlives a run, as live
 * interpreters would, has to stay with one worker: that worker would be asked for here.
 */
public final class ProcessPlace implements RunPlace {
    private final WorkerPool pool;
    private final Consumer<WorkerPool> release;
    private final AtomicBoolean closed = new AtomicBoolean();

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
        pool.execute(task);
    }

    @Override
    public GuestRun run(SessionContext context, ExecutionRequest request, RunControl control) {
        return new RemoteRun(context, request, control);
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
