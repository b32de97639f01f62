package dev.wasmsandbox.core.process;

import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.RuntimeType;
import dev.wasmsandbox.WorkspaceEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the host sends to a worker: a task in pieces, and answers. */
@SuppressWarnings("ArrayRecordComponent") // bytes are handed on, never compared
sealed interface ToWorker {
    /** What a worker can be asked to do. */
    enum Kind {
        /** Run code. */
        EXECUTE,
        /** Check its syntax. */
        VALIDATE,
        /** Tell what could stand at its end. */
        COMPLETE,
        /** Tell which variables an interpreter has that JSON can hold. */
        ASK_VARIABLES
    }

    /**
     * Begins a task; its code and the index of its workspace follow.
     *
     * @param policy without its mounts
     * @param arguments the program's own; null for the policy's
     * @param timeout the task's own time limit; null for the policy's
     * @param input whether there is standard input to ask for
     * @param listening whether output is to be passed on as it comes
     * @param echo whether the value of the last expression is shown
     * @param mounts what the guest sees beside its workspace
     * @param live how its interpreter lives on; null if it ends with the task
     */
    record Task(
            Kind kind,
            RuntimeType runtime,
            ExecutionPolicy policy,
            @Nullable List<String> arguments,
            Map<String, String> environment,
            @Nullable Duration timeout,
            boolean input,
            boolean listening,
            boolean echo,
            List<MountPoint> mounts,
            @Nullable Live live)
            implements ToWorker {
        /** A task that needs nothing of its session. */
        static Task alone(
                Kind kind, RuntimeType runtime, ExecutionPolicy policy, @Nullable Live live) {
            return new Task(
                    kind, runtime, policy, null, Map.of(), null, false, false, false, List.of(),
                    live);
        }
    }

    /**
     * How an interpreter lives on.
     *
     * @param from the content hash of its checkpoint; empty for a fresh one
     * @param first what it runs before the code; empty for nothing
     * @param rollbackOnError whether a run that does not succeed changes nothing
     */
    record Live(String from, String first, boolean rollbackOnError) {}

    /**
     * A tree of the host, as the worker knows it.
     *
     * @param guestPath where the guest sees it
     * @param privateChanges whether the guest may write above it
     * @param modifiedNanos when its root was last changed
     */
    record MountPoint(String guestPath, boolean privateChanges, long modifiedNanos) {}

    /** A piece of the code. */
    record Code(byte[] bytes) implements ToWorker {}

    /** A piece of the workspace's index. */
    record Entries(List<WorkspaceEntry> entries) implements ToWorker {}

    /** The task is complete and may begin. */
    record Begin() implements ToWorker {}

    /** Stops the task that runs, if one does. */
    record Cancel() implements ToWorker {}

    /** Bytes that were asked for. */
    record Bytes(byte[] bytes) implements ToWorker {}

    /**
     * Part of a directory that was asked for; each entry's path is its name.
     *
     * @param last whether nothing follows
     */
    record Listing(List<WorkspaceEntry> entries, boolean last) implements ToWorker {}

    /**
     * Standard input that was asked for; empty at its end.
     *
     * @param failed whether it cannot be read any more
     */
    record Input(byte[] bytes, boolean failed) implements ToWorker {}

    /** A piece of the checkpoint that was asked for; empty at its end. */
    record State(byte[] bytes) implements ToWorker {}

    /** What was passed on was heard. */
    record Heard() implements ToWorker {}

    /** What was asked for cannot be had. */
    record Refused(String reason) implements ToWorker {}
}
