package dev.wasmsandbox.core.process;

import dev.wasmsandbox.CodeValidation;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.OutputListener.Channel;
import dev.wasmsandbox.core.guest.FoundNames;
import dev.wasmsandbox.core.run.Evidence;
import java.time.Instant;

/** What a worker sends. To the host it is the word of a stranger. */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed on, never compared
sealed interface FromWorker {
    /**
     * The worker can run guests.
     *
     * @param version of the protocol that it speaks
     */
    record Ready(int version) implements FromWorker {}

    /** Something that belongs to the task it works on. */
    sealed interface Request extends FromWorker {}

    /**
     * Asks for a part of a file of the workspace; answered with bytes.
     *
     * @param entry the file, by its place in the index
     */
    record ReadFile(int entry, long position, int length) implements Request {}

    /**
     * Asks what is in a directory of a mount; answered with listings.
     *
     * @param mount by its place in the task
     * @param path below the mount; empty for its root
     */
    record ListMount(int mount, String path) implements Request {}

    /** Asks for a part of a file of a mount; answered with bytes. */
    record ReadMount(int mount, String path, long position, int length) implements Request {}

    /** Asks for standard input; answered with input, whenever there is some. */
    record ReadInput(int length) implements Request {}

    /** Passes on what the guest just wrote; answered when it was heard. */
    record Output(Channel channel, byte[] bytes) implements Request {}

    /** Changes a file of the workspace, all at once when the task has ended; its content follows. */
    record PutFile(String path, long size, Instant modified) implements Request {}

    /** A piece of the content of the file that was named last. */
    record Content(byte[] bytes) implements Request {}

    /** Puts a link into the workspace. */
    record PutLink(String path, String target) implements Request {}

    /** Creates a directory in the workspace. */
    record CreateDirectory(String path) implements Request {}

    /** Deletes something from the workspace. */
    record Delete(String path) implements Request {}

    /** A piece of what the guest wrote in all. */
    record Captured(Channel channel, byte[] bytes) implements Request {}

    /** Asks for the interpreter that the run goes on from; answered with its checkpoint in pieces. */
    record ReadState() implements Request {}

    /** A piece of a checkpoint of what the interpreter has become, as an increment to what it went on from. */
    record State(byte[] bytes) implements Request {}

    /** The end of a task. */
    sealed interface End extends FromWorker {}

    /** A run has ended. */
    record Finished(
            Outcome outcome,
            long fuelConsumed,
            long memoryBytes,
            Evidence evidence,
            boolean stdoutTruncated,
            boolean stderrTruncated)
            implements End {}

    /** A syntax check has ended. */
    record Validated(CodeValidation validation) implements End {}

    /** A look for what could stand at the end of a text has ended. */
    record Completed(FoundNames found) implements End {}

    /**
     * The task could not be carried through.
     *
     * @param reason why, for people
     * @param unfit whether that is because the interpreter cannot go on under this policy
     */
    record Failed(String reason, boolean unfit) implements End {
        /** For another reason. */
        Failed(String reason) {
            this(reason, false);
        }
    }
}
