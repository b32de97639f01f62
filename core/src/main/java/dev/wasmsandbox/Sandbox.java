package dev.wasmsandbox;

import dev.wasmsandbox.core.live.LiveTasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Runs untrusted code of one language in one session.
 *
 * <p>Every run gets a fresh interpreter, unless {@link SandboxBuilder#autoPersistGlobals} has it live on; the files of the
 * session's workspace stay in any case. A sandbox may be used by
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

    /**
     * Opens a sandbox that goes on from a checkpoint, in a new session below the folder {@code workspace}; for other
     * settings see {@link SandboxBuilder#restore}.
     *
     * @throws CheckpointException if the checkpoint was made by another build of the language
     */
    static Sandbox restore(Checkpoint checkpoint) {
        return builder().restore(checkpoint).build();
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

    /** Tells what could stand at the end of code; see {@link #complete(String, int)}. */
    default CodeCompletion complete(String code) {
        return complete(code, code.length());
    }

    /**
     * Tells what could stand at a place in code that is being typed: names, attributes, keys, parameters, modules and, in
     * strings, files, as the interpreter knows them now. Where one lives on ({@link SandboxBuilder#autoPersistGlobals}), that
     * is what earlier runs left in it.
     *
     * <p>Looking may run code of the program, as the {@code __getattr__} of one of its objects; so it takes place in a copy of
     * the interpreter that is thrown away, under the policy's limits and no more than a second and 500 million
     * instructions. Nothing of it stays: neither in the interpreter nor in the files. Where the limits do not suffice, nothing
     * is found.
     *
     * @param code all that was typed, any text
     * @param cursor the place in it, 0 to its length
     * @throws InvalidRequestException if the cursor is not in the code
     * @throws SandboxException if the host cannot look: the sandbox is closed, the storage fails
     */
    CodeCompletion complete(String code, int cursor);

    /** Makes a checkpoint of the interpreter and its files; see {@link #checkpoint(CheckpointScope)}. */
    default Checkpoint checkpoint() {
        return checkpoint(CheckpointScope.INTERPRETER_AND_FILES);
    }

    /**
     * Makes a checkpoint of the interpreter as it is between two runs, for which it waits.
     *
     * @throws InvalidRequestException if no interpreter lives on here ({@link SandboxBuilder#autoPersistGlobals}), or has
     *     files open whose contents are not to be had
     * @throws SandboxException if the files cannot be read
     */
    default Checkpoint checkpoint(CheckpointScope scope) {
        throw LiveTasks.notLive();
    }

    /** Makes one copy; see {@link #fork(int)}. */
    default Sandbox fork() {
        return fork(1).getFirst();
    }

    /**
     * Makes independent copies of this sandbox as it is between two runs: each with the interpreter, with a copy of the
     * files in a new session of the same storage, and with the same settings.
     *
     * @param count how many, 1 to 10,000
     * @throws InvalidRequestException if no interpreter lives on here ({@link SandboxBuilder#autoPersistGlobals}), or the
     *     count is out of range
     * @throws SandboxException if the files cannot be copied; no copy is left open then
     */
    default List<Sandbox> fork(int count) {
        throw LiveTasks.notLive();
    }

    /**
     * Makes one copy, as {@link #fork(int)} does, in a session of a given id.
     *
     * @throws InvalidRequestException if no interpreter lives on here ({@link SandboxBuilder#autoPersistGlobals}), if the id
     *     is not well formed, or if there is such a session already
     * @throws SandboxException if the files cannot be copied; no copy is left then
     */
    default Sandbox fork(String sessionId) {
        throw LiveTasks.notLive();
    }

    /**
     * Takes the last run back, interpreter and files; what others did to the files meanwhile is overwritten where the run
     * had changed the same ones.
     *
     * @throws InvalidRequestException if no interpreter lives on here ({@link SandboxBuilder#autoPersistGlobals}), or
     *     there is nothing that can be taken back: see {@link SandboxBuilder#undoDepth}
     * @throws SandboxException if the files cannot be stored
     */
    default void undo() {
        throw LiveTasks.notLive();
    }

    /**
     * Forgets the interpreter, the saved one of the session too: the next run begins with a fresh one. The files stay.
     *
     * @throws InvalidRequestException if no interpreter lives on here ({@link SandboxBuilder#autoPersistGlobals})
     * @throws SandboxException if the saved one cannot be deleted
     */
    default void reset() {
        throw LiveTasks.notLive();
    }

    /**
     * Stops what still runs and gives back what the sandbox holds. The session stays, with an interpreter that lives on
     * saved in it. Closing twice is no error. On a thread that runs guests, as in a listener, this does not wait for the end.
     *
     * @throws StorageException if the interpreter cannot be saved now; it stays in memory then, for the next sandbox of the session
     *     and until it can be saved, as long as this process lives
     */
    @Override
    void close();
}
