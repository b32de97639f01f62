package dev.wasmsandbox;

import dev.wasmsandbox.core.sandbox.ManagedOptions;
import dev.wasmsandbox.core.sandbox.ManagedSessions;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Runs code in many sessions whose interpreters live on, for servers: keeps at most so many of them awake, saves the others with
 * their sessions, and wakes them when they are called.
 *
 * <p>A session and language has one interpreter, which sees all that its runs left; see {@link SandboxBuilder#autoPersistGlobals}.
 * Its calls take turns, in the order in which they came. A session that is not there is begun by the first call.
 *
 * <p>What runs is never put to sleep: so there may be as many interpreters awake as {@link SessionManagerBuilder#maxLiveSessions}
 * says, and those besides that guest threads are at work with. Thread-safe; to be closed, or what was not saved is lost.
 *
 * {@snippet :
 * try (SessionManager sessions =
 *         SessionManager.builder().workspaceRoot(root).maxLiveSessions(200).build()) {
 *     sessions.execute("alice", "count = 1");
 *     sessions.execute("alice", "count += 1\nprint(count)"); // 2
 * }
 * }
 *
 * <p>Every method throws what {@link Sandbox} and {@link SandboxBuilder#build} throw for the same; and a {@link
 * SandboxClosedException} after {@link #close}.
 */
public final class SessionManager implements AutoCloseable {
    private final ManagedSessions sessions;
    private final Sessions files;

    SessionManager(ManagedOptions options) {
        sessions = new ManagedSessions(options);
        files =
                Sessions.of(options.storage(), options.logger())
                        .withPatience(options.sessionPatience());
    }

    /** Begins a manager. */
    public static SessionManagerBuilder builder() {
        return new SessionManagerBuilder();
    }

    /** Runs Python in a session and waits for the result. */
    public SandboxResult execute(String sessionId, String code) {
        return execute(sessionId, RuntimeType.PYTHON, ExecutionRequest.of(code));
    }

    /**
     * Runs a request in a session and waits for its result. A caller that is interrupted cancels the run, and stays interrupted.
     *
     * @throws SandboxUnavailableException if as many calls of the session wait already as may
     * @throws StorageException with {@link ErrorCode#SESSION_BUSY} if somebody else has the session for too long
     */
    public SandboxResult execute(String sessionId, RuntimeType runtime, ExecutionRequest request) {
        return sessions.execute(sessionId, runtime, request);
    }

    /** Runs Python in a session; see {@link #executeAsync(String, RuntimeType, ExecutionRequest)}. */
    public CompletableFuture<SandboxResult> executeAsync(String sessionId, String code) {
        return executeAsync(sessionId, RuntimeType.PYTHON, ExecutionRequest.of(code));
    }

    /**
     * Runs a request in a session without waiting for it. Cancelling the future stops the guest; it fails with a {@link
     * SandboxException} where {@link #execute(String, RuntimeType, ExecutionRequest)} would throw it.
     */
    public CompletableFuture<SandboxResult> executeAsync(
            String sessionId, RuntimeType runtime, ExecutionRequest request) {
        return sessions.executeAsync(sessionId, runtime, request);
    }

    /** Checks the syntax of code; nothing of it runs, and no session is touched. */
    public CodeValidation validateCode(RuntimeType runtime, String code) {
        return sessions.validateCode(runtime, code);
    }

    /** Makes a checkpoint of a session's Python interpreter and its files. */
    public Checkpoint checkpoint(String sessionId) {
        return checkpoint(sessionId, RuntimeType.PYTHON, CheckpointScope.INTERPRETER_AND_FILES);
    }

    /** Makes a checkpoint of a session as it is between two calls, for which it waits. */
    public Checkpoint checkpoint(String sessionId, RuntimeType runtime, CheckpointScope scope) {
        return sessions.with(sessionId, runtime, sandbox -> sandbox.checkpoint(scope));
    }

    /**
     * Lets a session go on from a checkpoint: its interpreter of that language, and its files if the checkpoint has them. Saved when
     * this returns.
     *
     * @throws CheckpointException if the checkpoint cannot be used here
     */
    public void restore(String sessionId, Checkpoint checkpoint) {
        sessions.restore(sessionId, checkpoint);
    }

    /** Copies a session with its Python interpreter; see {@link #fork(String, RuntimeType, int)}. */
    public List<String> fork(String sessionId, int count) {
        return fork(sessionId, RuntimeType.PYTHON, count);
    }

    /**
     * Makes independent copies of a session as it is between two calls: its interpreter of a language, and its files.
     *
     * @param count how many, 1 to 10,000
     * @return the ids of the copies, random version 4 UUIDs
     */
    public List<String> fork(String sessionId, RuntimeType runtime, int count) {
        return sessions.fork(sessionId, runtime, count);
    }

    /** Takes the last Python run of a session back, interpreter and files. */
    public void undo(String sessionId) {
        undo(sessionId, RuntimeType.PYTHON);
    }

    /**
     * Takes the last run of a session back, interpreter and files.
     *
     * @throws InvalidRequestException if there is nothing that can be taken back: see {@link SessionManagerBuilder#undoDepth}
     */
    public void undo(String sessionId, RuntimeType runtime) {
        boolean _ =
                sessions.with(
                        sessionId,
                        runtime,
                        sandbox -> {
                            sandbox.undo();
                            return true;
                        });
    }

    /** Forgets a session's interpreter of a language, the saved one too: the next call begins with a fresh one. The files stay. */
    public void reset(String sessionId, RuntimeType runtime) {
        boolean _ =
                sessions.with(
                        sessionId,
                        runtime,
                        sandbox -> {
                            sandbox.reset();
                            return true;
                        });
    }

    /**
     * Saves what this manager has awake of a session, and puts it to sleep until the next call. Of one that sleeps nothing happens.
     *
     * @throws StorageException if it cannot be saved; it stays awake then
     */
    public void sleep(String sessionId) {
        sessions.sleep(sessionId);
    }

    /** Works with the sessions and their files from the host; not to be closed, and usable after this is. */
    public Sessions sessions() {
        return files;
    }

    /** Tells what is awake, and what happened so far. Costs little; the numbers are taken one after the other. */
    public SessionStats stats() {
        return sessions.stats();
    }

    /**
     * Stops what still runs, saves what is awake, and gives back what this manager holds. Waits for that at most as long as {@link
     * SessionManagerBuilder#closePatience} says. Closing twice is no error.
     *
     * @throws StorageException if something is not saved by then; it stays in memory and is saved as soon as that is possible, as
     *     long as this process lives
     */
    @Override
    public void close() {
        sessions.close();
    }
}
