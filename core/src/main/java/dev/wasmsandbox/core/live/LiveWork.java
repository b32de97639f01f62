package dev.wasmsandbox.core.live;

import dev.wasmsandbox.ExecutionRequest;
import dev.wasmsandbox.WorkspaceChange;
import dev.wasmsandbox.core.run.RunFacts;
import dev.wasmsandbox.core.run.SessionContext;
import dev.wasmsandbox.engine.RunControl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The guest's part of one run of an interpreter that lives on, wherever that takes place. Called in the order of its methods, by the
 * thread of the run; closed whatever happens.
 */
public interface LiveWork extends AutoCloseable {
    /** Prepares runs of one place. */
    @FunctionalInterface
    interface Source {
        /** Prepares a run. */
        LiveWork of(SessionContext context, ExecutionRequest request, RunControl control);
    }

    /**
     * Runs the guest and stores what it changed in its workspace. What the interpreter is between runs stays as it is.
     *
     * @param first what it runs before the request, under limits of its own; null for nothing
     * @param remember whether to keep what is replaced in the workspace
     * @param now the time that is noted for the session
     */
    RunFacts run(
            LiveInterpreter interpreter, byte @Nullable [] first, boolean remember, Instant now);

    /** Returns how to take back what the run did to the workspace; empty if that cannot be done. */
    Optional<List<WorkspaceChange>> reversal();

    /**
     * Lets the interpreter go on from what a good run left, or from where it was before any other one.
     *
     * @return whether it is another one now
     */
    boolean keep(LiveInterpreter interpreter);

    /** Gives back what the run took. */
    @Override
    void close();
}
