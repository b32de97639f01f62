package dev.wasmsandbox;

import dev.wasmsandbox.core.SandboxOptions;
import dev.wasmsandbox.core.Sandboxes;
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
     * Sets how long a run waits for its session while another sandbox, in this process or another one, uses it; then the
     * run fails with {@link ErrorCode#SESSION_BUSY}. Runs of one sandbox wait for each other however long it takes.
     * Default 30 seconds.
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
     * Opens the sandbox, and creates the session if there is none of its id.
     *
     * @throws InvalidRequestException if the session id is not well formed
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
                        allowNonUuid));
    }
}
