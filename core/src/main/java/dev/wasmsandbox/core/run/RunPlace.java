package dev.wasmsandbox.core.run;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.SandboxUnavailableException;
import dev.wasmsandbox.core.guest.FoundNames;
import dev.wasmsandbox.engine.RunControl;
import java.util.concurrent.CompletableFuture;

/**
 * Where the runs of a sandbox take place: in this process, or in workers.
 *
 * <p>What is not said here is the same everywhere: turns, events, limits, results. Thread-safe.
 */
public interface RunPlace {
    /** What runs of this place need beside the turn of their session. */
    default Admission admission() {
        return Admission.FREE;
    }

    /**
     * Carries a task out on a thread that runs of this place can take place on, as soon as one is free.
     *
     * @throws SandboxUnavailableException if too many tasks wait already
     */
    void execute(Runnable task);

    /** Prepares a run; it is to be carried out by {@link #execute}. */
    GuestRun run(SessionContext context, ExecutionRequest request, RunControl control);

    /** Prepares a syntax check; it is to be carried out by {@link #execute}. */
    GuestTask<CodeValidation> validation(SessionContext context, byte[] code, RunControl control);

    /**
     * Prepares to look for what could stand at the end of a text; it is to be carried out by {@link #execute}, in a turn of
     * the session.
     */
    GuestTask<FoundNames> completion(SessionContext context, byte[] text, RunControl control);

    /**
     * Begins to give back what is held for one sandbox; to be called when nothing of it runs any more, and once. Does not wait.
     *
     * @return completed when that is done
     */
    CompletableFuture<Void> close();
}
