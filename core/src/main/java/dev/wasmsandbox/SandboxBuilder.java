package dev.wasmsandbox;

import dev.wasmsandbox.core.sandbox.LiveOptions;
import dev.wasmsandbox.core.sandbox.SandboxOptions;
import dev.wasmsandbox.core.sandbox.Sandboxes;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link Sandbox}. */
public final class SandboxBuilder {
    private RuntimeType runtime = RuntimeType.PYTHON;
    private ExecutionPolicy policy = ExecutionPolicy.defaults();
    private @Nullable String sessionId;
    private Path workspaceRoot = Path.of("workspace");
    private @Nullable StorageAdapter storage;
    private @Nullable SandboxLogger logger;
    private Duration sessionPatience = Duration.ofSeconds(30);
    private boolean allowNonUuid = true;
    private boolean rollbackOnError;
    private boolean autoPersistGlobals;
    private boolean saveEachRun;
    private int undoDepth = 1;
    private @Nullable Checkpoint checkpoint;
    private @Nullable Isolation isolation;

    SandboxBuilder() {}

    /** Sets the language. Default Python. */
    public SandboxBuilder runtime(RuntimeType value) {
        runtime = value;
        return this;
    }

    /** Sets what a run may use. Default {@link ExecutionPolicy#defaults}. */
    public SandboxBuilder policy(ExecutionPolicy value) {
        policy = value;
        return this;
    }

    /** Resumes the session of this id, or begins it. Default: a new session with a random UUID. */
    public SandboxBuilder sessionId(String value) {
        sessionId = value;
        return this;
    }

    /** Sets the folder below which each session has a folder of its own. Default {@code workspace}. */
    public SandboxBuilder workspaceRoot(Path value) {
        workspaceRoot = value;
        return this;
    }

    /** Sets where sessions are kept; the workspace root plays no part then. Default: folders on disk. */
    public SandboxBuilder storage(StorageAdapter value) {
        storage = value;
        return this;
    }

    /** Sets who hears of events. Default {@link SandboxLogger#standard}. */
    public SandboxBuilder logger(SandboxLogger value) {
        logger = value;
        return this;
    }

    /**
     * Sets how long a run waits for its session while another sandbox, in this process or another one, uses it, or has its
     * interpreter and does not give it up; then the run fails with {@link ErrorCode#SESSION_BUSY}. So does closing a sandbox whose
     * interpreter is to be saved. Runs of one sandbox wait for each other however long it takes. Default 30 seconds.
     */
    public SandboxBuilder sessionPatience(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(
                    "sessionPatience is " + value + "; it must not be negative");
        }
        sessionPatience = value;
        return this;
    }

    /** Sets whether a session id may be something else than a version 4 UUID. Default true. */
    public SandboxBuilder allowNonUuid(boolean value) {
        allowNonUuid = value;
        return this;
    }

    /**
     * Sets whether a run that does not succeed changes nothing: its files are not stored, and with {@link
     * #autoPersistGlobals} the interpreter is what it was before. Default false: what a program did before it failed
     * stays.
     */
    public SandboxBuilder rollbackOnError(boolean value) {
        rollbackOnError = value;
        return this;
    }

    /**
     * Sets whether the interpreter lives on between runs: the next one, of this sandbox or of a later one in the same
     * session, sees all that the last one left: variables, functions, classes, closures, half consumed generators,
     * imported modules, open files at their positions. Default false: each run gets a fresh interpreter.
     *
     * <p>After an uncaught exception, what was done before it stays. A run that is stopped (by a limit, a trap, the
     * caller) or that ends its process ({@code os._exit}) leaves the interpreter as it was before the run; its files are
     * stored all the same, unless {@link #rollbackOnError} says otherwise. The private layer of a mount lasts for one run.
     *
     * <p>Between runs, what differs from a fresh interpreter is kept in the Java heap as well, once for each run that can be
     * taken back: some hundred kilobytes for most programs, and no more than {@code memoryBytes}.
     *
     * <p>Of all such interpreters in this process at most 1,000 are awake between runs, and with at most half as many bytes as the heap
     * may have; one that was not run for ten minutes is put to sleep as well: saved, and read again by its next run. System properties
     * {@code dev.wasmsandbox.live.sessions}, {@code .bytes} and {@code .idle.seconds} say otherwise; {@link SessionManager} has limits
     * of its own.
     *
     * <p>The interpreter is saved with the session when the sandbox is closed, see {@link #saveEachRun}. All sandboxes that are
     * open on one session, in this process and in others, share one interpreter for each language: within a process their runs
     * take turns with it, each under the policy of its own sandbox; among processes it moves to the one that needs it, saved on
     * the way, and a run waits for that at most for {@link #sessionPatience}.
     */
    public SandboxBuilder autoPersistGlobals(boolean value) {
        autoPersistGlobals = value;
        return this;
    }

    /**
     * Sets whether the interpreter of {@link #autoPersistGlobals} is saved before each run, fork or undo is answered, so that the end of
     * this process loses nothing that was acknowledged. Costs some milliseconds per run. Default false: it is saved
     * when the sandbox is closed.
     */
    public SandboxBuilder saveEachRun(boolean value) {
        saveEachRun = value;
        return this;
    }

    /**
     * Sets how many runs {@link Sandbox#undo} can take back, 0 to 1,000. Default 1. What that needs is saved with the interpreter, up
     * to 64 MiB for a session (system property {@code dev.wasmsandbox.undo.bytes}); beyond that the oldest runs are forgotten first.
     */
    public SandboxBuilder undoDepth(int value) {
        undoDepth = value;
        return this;
    }

    /**
     * Begins with the interpreter of a checkpoint, and with its files if it has them: the session's workspace then holds
     * exactly those. Switches {@link #autoPersistGlobals} on and sets the language.
     */
    public SandboxBuilder restore(Checkpoint value) {
        checkpoint = value;
        runtime = value.runtime();
        autoPersistGlobals = true;
        return this;
    }

    /**
     * Sets where runs take place. Default: what the system property {@code dev.wasmsandbox.isolation} says, else {@link
     * Isolation#IN_PROCESS}.
     */
    public SandboxBuilder isolation(Isolation value) {
        isolation = value;
        return this;
    }

    /**
     * Opens the sandbox, and creates the session if there is none of its id.
     *
     * @throws InvalidRequestException if the session id is not well formed, or the undo depth out of range
     * @throws CheckpointException if the checkpoint cannot be used here, or does not fit the policy
     * @throws PolicyValidationException if the policy gives too little to start the language, or names mounts that are
     *     not there
     * @throws StorageException if the session cannot be created
     * @throws SandboxUnavailableException if something that every run needs is missing
     */
    public Sandbox build() {
        return Sandboxes.open(
                new SandboxOptions(
                        runtime,
                        policy,
                        sessionId,
                        workspaceRoot,
                        storage,
                        // Not before now: whoever sets another logger needs no logging library.
                        logger == null ? SandboxLogger.standard() : logger,
                        sessionPatience,
                        rollbackOnError,
                        autoPersistGlobals
                                ? new LiveOptions(saveEachRun, undoDepth, checkpoint)
                                : null,
                        allowNonUuid,
                        isolation == null ? Isolation.ofProperty() : isolation));
    }
}
