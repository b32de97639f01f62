package dev.wasmsandbox;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Runs untrusted code of one language in one session.
 *
 * <p>Every run gets a fresh interpreter; the files of the session's workspace are what stays. A sandbox may be used by
 * several threads, whose runs take turns. No guest can make {@link #execute(String)} throw: what it does is the {@link
 * Outcome} in the result.
 */
public interface Sandbox extends AutoCloseable {

    /** Opens a sandbox with everything at its default: a new session below the folder {@code workspace}. */
    static Sandbox create(RuntimeType runtime) {
        return builder().runtime(runtime).build();
    }

    /** Begins a sandbox with other settings. */
    static SandboxBuilder builder() {
        return new SandboxBuilder();
    }

    /** Returns the id of the session, with which it can be resumed. */
    String sessionId();

    /** Returns the language. */
    RuntimeType runtime();

    /** Returns what a run may use. */
    ExecutionPolicy policy();

    /** Returns the folder of the session's files as an absolute path; empty if the storage has none. */
    Optional<Path> workspacePath();

    /**
     * Runs code and waits for its result.
     *
     * @throws SandboxException if the host cannot run anything: the sandbox is closed, the storage fails
     */
    default SandboxResult execute(String code) {
        return execute(ExecutionRequest.of(code));
    }

    /**
     * Runs a request and waits for its result. A caller that is interrupted cancels the run, and stays interrupted.
     *
     * @throws SandboxException if the host cannot run anything: the sandbox is closed, the storage fails
     */
    SandboxResult execute(ExecutionRequest request);

    /** Runs code; see {@link #executeAsync(ExecutionRequest)}. */
    default CompletableFuture<SandboxResult> executeAsync(String code) {
        return executeAsync(ExecutionRequest.of(code));
    }

    /**
     * Runs a request without waiting for it.
     *
     * <p>Cancelling the future stops the guest. The future fails with a {@link SandboxException} where {@link
     * #execute(ExecutionRequest)} would throw it.
     */
    CompletableFuture<SandboxResult> executeAsync(ExecutionRequest request);

    /**
     * Checks the syntax of code with the guest's own parser; nothing of it runs, and the workspace is not touched.
     *
     * @throws SandboxException if the host cannot check anything
     */
    CodeValidation validateCode(String code);

    /** Stops what still runs and gives back what the sandbox holds. The session stays. Closing twice is no error. */
    @Override
    void close();
}
