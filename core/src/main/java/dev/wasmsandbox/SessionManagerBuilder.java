package dev.wasmsandbox;

import dev.wasmsandbox.core.live.LiveLimits;
import dev.wasmsandbox.core.sandbox.ManagedOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link SessionManager}. */
public final class SessionManagerBuilder {
    private Path workspaceRoot = Path.of("workspace");
    private @Nullable StorageAdapter storage;
    private ExecutionPolicy policy = ExecutionPolicy.defaults();
    private @Nullable SandboxLogger logger;
    private Duration sessionPatience = Duration.ofSeconds(30);
    private Duration closePatience = Duration.ofSeconds(60);
    private boolean saveEachRun;
    private int undoDepth = 1;
    private boolean rollbackOnError;
    private LiveLimits limits = LiveLimits.defaults();
    private int queuePerSession = 100;
    private @Nullable Isolation isolation;

    SessionManagerBuilder() {}

    /** Sets the folder below which each session has a folder of its own. Default {@code workspace}. */
    public SessionManagerBuilder workspaceRoot(Path value) {
        workspaceRoot = value;
        return this;
    }

    /** Sets where sessions are kept; the workspace root plays no part then. Default: folders on disk. */
    public SessionManagerBuilder storage(StorageAdapter value) {
        storage = value;
        return this;
    }

    /** Sets what each run may use. Default {@link ExecutionPolicy#defaults}. */
    public SessionManagerBuilder policy(ExecutionPolicy value) {
        policy = value;
        return this;
    }

    /** Sets who hears of events. Default {@link SandboxLogger#standard}. */
    public SessionManagerBuilder logger(SandboxLogger value) {
        logger = value;
        return this;
    }

    /**
     * Sets how long a call waits for a session that somebody outside of this manager uses. Calls of this manager wait for each other
     * however long it takes. Default 30 seconds.
     */
    public SessionManagerBuilder sessionPatience(Duration value) {
        sessionPatience = notNegative("sessionPatience", value);
        return this;
    }

    /** Sets how long {@link SessionManager#close} waits until all is saved. Default 60 seconds. */
    public SessionManagerBuilder closePatience(Duration value) {
        closePatience = notNegative("closePatience", value);
        return this;
    }

    private static Duration notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value + "; it must not be negative");
        }
        return value;
    }

    /**
     * Sets whether an interpreter is saved before each run is answered, so that the end of this process loses nothing that was
     * acknowledged. Default false: it is saved when it is put to sleep, and when the manager is closed.
     */
    public SessionManagerBuilder saveEachRun(boolean value) {
        saveEachRun = value;
        return this;
    }

    /** Sets how many runs of a session can be taken back, 0 to 1,000; see {@link SandboxBuilder#undoDepth}. Default 1. */
    public SessionManagerBuilder undoDepth(int value) {
        undoDepth = value;
        return this;
    }

    /** Sets whether a run that does not succeed changes neither files nor interpreter. Default false. */
    public SessionManagerBuilder rollbackOnError(boolean value) {
        rollbackOnError = value;
        return this;
    }

    /**
     * Sets how many interpreters may be awake between runs; those that were called longest ago are put to sleep first. Each holds a
     * file handle over folders on disk. Default 1,000.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public SessionManagerBuilder maxLiveSessions(int value) {
        limits = new LiveLimits(value, limits.bytes(), limits.idle());
        return this;
    }

    /**
     * Sets how much memory awake interpreters may take together, counted as what each has on the heap and in pages of its own.
     * Default: half of what the heap may have.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public SessionManagerBuilder maxLiveBytes(long value) {
        limits = new LiveLimits(limits.sessions(), value, limits.idle());
        return this;
    }

    /**
     * Sets after how long without a call an interpreter is put to sleep. Default ten minutes.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public SessionManagerBuilder idleTimeout(Duration value) {
        limits = new LiveLimits(limits.sessions(), limits.bytes(), value);
        return this;
    }

    /**
     * Sets how many calls of one session and language may wait for their turn. Default 100.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public SessionManagerBuilder queuePerSession(int value) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "queuePerSession is " + value + "; it must not be negative");
        }
        queuePerSession = value;
        return this;
    }

    /**
     * Sets where runs take place. The interpreters are kept by this process all the same, so a worker process that is lost costs the
     * run in it. Default: what the system property {@code dev.wasmsandbox.isolation} says, else {@link Isolation#IN_PROCESS}.
     */
    public SessionManagerBuilder isolation(Isolation value) {
        isolation = value;
        return this;
    }

    /**
     * Opens the manager.
     *
     * @throws PolicyValidationException if the policy names mounts that are not there
     * @throws StorageException if the storage cannot be used
     */
    public SessionManager build() {
        return new SessionManager(
                new ManagedOptions(
                        storage == null ? new DiskStorageAdapter(workspaceRoot) : storage,
                        policy,
                        // Not before now: whoever sets another logger needs no logging library.
                        logger == null ? SandboxLogger.standard() : logger,
                        sessionPatience,
                        saveEachRun,
                        undoDepth,
                        rollbackOnError,
                        limits,
                        queuePerSession,
                        closePatience,
                        isolation == null ? Isolation.ofProperty() : isolation));
    }
}
