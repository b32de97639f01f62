package dev.wasmsandbox.cli;

import dev.wasmsandbox.Checkpoint;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Isolation;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.Sandbox;
import dev.wasmsandbox.SandboxBuilder;
import dev.wasmsandbox.SandboxLogger;
import dev.wasmsandbox.StorageAdapter;
import org.jspecify.annotations.Nullable;

/** Opens the sandbox of a command; a test may put another one in its place. */
@FunctionalInterface
interface SandboxOpener {
    /** Opens a sandbox. */
    Sandbox open(Opening opening);

    /**
     * What is asked for.
     *
     * @param session the session; null for a new one
     * @param living how its interpreter lives on; null if each run has a fresh one
     * @param isolation where the guest runs; null for where the process's default says
     */
    record Opening(
            RuntimeType runtime,
            ExecutionPolicy policy,
            StorageAdapter storage,
            @Nullable String session,
            @Nullable Living living,
            @Nullable Isolation isolation) {

        Opening(
                RuntimeType runtime,
                ExecutionPolicy policy,
                StorageAdapter storage,
                @Nullable String session,
                @Nullable Living living) {
            this(runtime, policy, storage, session, living, null);
        }

        /** The same, beginning with a checkpoint, in a session. */
        Opening at(String inSession, @Nullable Checkpoint checkpoint) {
            return new Opening(
                    runtime,
                    policy,
                    storage,
                    inSession,
                    living == null
                            ? new Living(false, 0, checkpoint)
                            : new Living(living.savesEachRun(), living.undoDepth(), checkpoint),
                    isolation);
        }
    }

    /**
     * How an interpreter lives on.
     *
     * @param savesEachRun whether it is saved after each run, and not only at the end
     * @param undoDepth how many runs can be taken back
     * @param begin what it begins with; null for what the session has
     */
    record Living(boolean savesEachRun, int undoDepth, @Nullable Checkpoint begin) {
        /** For one turn of a session. */
        static final Living ONE_RUN = new Living(false, 0, null);
    }

    /** Opens a real sandbox. */
    static Sandbox openReal(Opening opening) {
        SandboxBuilder builder =
                Sandbox.builder()
                        .policy(opening.policy())
                        .storage(opening.storage())
                        .logger(SandboxLogger.none());
        Living living = opening.living();
        if (living != null) {
            builder.autoPersistGlobals(true)
                    .saveEachRun(living.savesEachRun())
                    .undoDepth(living.undoDepth());
            if (living.begin() != null) {
                builder.restore(living.begin());
            }
        }
        if (opening.session() != null) {
            builder.sessionId(opening.session());
        }
        if (opening.isolation() != null) {
            builder.isolation(opening.isolation());
        }
        return builder.runtime(opening.runtime()).build();
    }
}
