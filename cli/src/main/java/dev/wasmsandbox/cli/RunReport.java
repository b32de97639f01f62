package dev.wasmsandbox.cli;

import dev.wasmsandbox.ExecutionMetadata;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.SandboxResult;
import dev.wasmsandbox.TrapReason;
import java.util.ArrayList;
import java.util.List;

/** What is to be said about a run beside its own output. */
final class RunReport {
    private RunReport() {}

    /**
     * Returns the messages: that output was cut, and why the run was stopped.
     *
     * @throws BrokenPipeException if it was because nobody read its output
     */
    static List<String> messages(SandboxResult result, ExecutionPolicy policy) {
        if (result.outcome() instanceof Outcome.HostFailure(String _, Throwable cause)
                && cause instanceof BrokenPipeException broken) {
            throw broken;
        }
        List<String> messages = new ArrayList<>();
        ExecutionMetadata metadata = result.metadata();
        if (metadata.stdoutTruncated()) {
            messages.add(truncated("standard output", policy.stdoutMaxBytes(), "stdout_max_bytes"));
        }
        if (metadata.stderrTruncated()) {
            messages.add(truncated("standard error", policy.stderrMaxBytes(), "stderr_max_bytes"));
        }
        if (metadata.trapReason() != null && metadata.trapReason() != TrapReason.CANCELLED) {
            messages.add(
                    "execution trapped: "
                            + metadata.trapReason().label()
                            + ": "
                            + metadata.trapMessage()
                            + option(metadata.trapReason()));
        }
        return messages;
    }

    /** The message speaks of the policy; on the command line there is a shorter way. */
    private static String option(TrapReason reason) {
        return switch (reason) {
            case OUT_OF_FUEL -> " (--fuel)";
            case MEMORY_LIMIT -> " (--memory)";
            case TIMEOUT -> " (--timeout)";
            default -> "";
        };
    }

    private static String truncated(String stream, long limit, String key) {
        return stream
                + " was cut after "
                + limit
                + " bytes; raise "
                + key
                + " in a policy file (--policy)";
    }
}
