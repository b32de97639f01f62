package dev.wasmsandbox;

import org.jspecify.annotations.Nullable;

/** How a run ended. */
public sealed interface Outcome {
    /** The exit code of a run that was stopped before its program could give one. */
    int STOPPED = -1;

    /** The program ran to its end. */
    record Completed() implements Outcome {}

    /**
     * An exception went uncaught.
     *
     * @param error what the guest reports about it
     */
    record GuestError(ErrorReport error) implements Outcome {}

    /**
     * The program asked to end.
     *
     * @param code its exit code, 0 to 255
     */
    record Exited(int code) implements Outcome {}

    /**
     * A limit of the policy stopped the run.
     *
     * @param reason which limit
     * @param message the limit with its value and how to raise it
     */
    record LimitReached(TrapReason reason, String message) implements Outcome {}

    /**
     * The guest broke a rule of WebAssembly or of its contract with the host.
     *
     * @param reason which rule
     * @param message more about it
     */
    record Trapped(TrapReason reason, String message) implements Outcome {}

    /** The caller stopped the run. */
    record Cancelled() implements Outcome {}

    /**
     * The host failed while it served the guest, for instance an output listener that threw.
     *
     * @param message what failed
     * @param cause the failure behind it
     */
    record HostFailure(String message, @Nullable Throwable cause) implements Outcome {}

    /**
     * The process that the program ran in was lost; only with {@link Isolation#PROCESS}. Nothing of the run was stored.
     *
     * @param message how the process ended
     */
    record WorkerLost(String message) implements Outcome {}

    /** Tells whether the program ended by itself with exit code 0. */
    default boolean success() {
        return exitCode() == 0;
    }

    /** Returns the exit code: the program's own, 1 after an uncaught exception, {@link #STOPPED} if it was stopped. */
    default int exitCode() {
        return switch (this) {
            case Completed() -> 0;
            case GuestError(ErrorReport _) -> 1;
            case Exited(int code) -> code;
            case LimitReached _, Trapped _, Cancelled _, HostFailure _, WorkerLost _ -> STOPPED;
        };
    }

    /** Returns why the run was stopped; null if the program ended by itself. */
    default @Nullable TrapReason trapReason() {
        return switch (this) {
            case Completed _, GuestError _, Exited _ -> null;
            case LimitReached(TrapReason reason, String _) -> reason;
            case Trapped(TrapReason reason, String _) -> reason;
            case Cancelled _ -> TrapReason.CANCELLED;
            case HostFailure _ -> TrapReason.HOST_ERROR;
            case WorkerLost _ -> TrapReason.WORKER_LOST;
        };
    }

    /** Returns the message that belongs to {@link #trapReason}; null if the program ended by itself. */
    default @Nullable String trapMessage() {
        return switch (this) {
            case Completed _, GuestError _, Exited _ -> null;
            case LimitReached(TrapReason _, String message) -> message;
            case Trapped(TrapReason _, String message) -> message;
            case Cancelled _ -> "the run was cancelled by its caller";
            case HostFailure(String message, Throwable _) -> message;
            case WorkerLost(String message) -> message;
        };
    }

    /** Returns the name used in JSON, e.g. {@code limit_reached}. */
    default String id() {
        return switch (this) {
            case Completed _ -> "completed";
            case GuestError _ -> "guest_error";
            case Exited _ -> "exited";
            case LimitReached _ -> "limit_reached";
            case Trapped _ -> "trapped";
            case Cancelled _ -> "cancelled";
            case HostFailure _ -> "host_failure";
            case WorkerLost _ -> "worker_lost";
        };
    }
}
