package dev.wasmsandbox.core.run;

import dev.wasmsandbox.ErrorReport;
import dev.wasmsandbox.ExecutionPolicy;
import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.engine.RunEnd;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in the words of the product how a run ended. */
final class Outcomes {
    private Outcomes() {}

    static Outcome of(
            RunEnd end,
            Optional<ErrorReport> error,
            ExecutionPolicy policy,
            @Nullable Duration timeout) {
        return switch (end) {
            case RunEnd.Returned(int code) -> returned(code, error);
            case RunEnd.Exited(int code) ->
                    code == 0 ? new Outcome.Completed() : new Outcome.Exited(code);
            case RunEnd.Stopped(RunEnd.StopReason reason) -> stopped(reason, policy, timeout);
            case RunEnd.Trapped(RunEnd.TrapKind kind, String message) ->
                    trapped(kind, message, policy);
            case RunEnd.HostFailed(Throwable cause) ->
                    new Outcome.HostFailure(
                            "the host failed while it served the guest: " + cause, cause);
        };
    }

    /** A report without a failing exit code is the guest's own invention: how it ended is what counts. */
    private static Outcome returned(int code, Optional<ErrorReport> error) {
        if (code == 0) {
            return new Outcome.Completed();
        }
        return code == 1 && error.isPresent()
                ? new Outcome.GuestError(error.get())
                : new Outcome.Exited(code);
    }

    private static Outcome stopped(
            RunEnd.StopReason reason, ExecutionPolicy policy, @Nullable Duration timeout) {
        return switch (reason) {
            case OUT_OF_FUEL ->
                    new Outcome.LimitReached(
                            TrapReason.OUT_OF_FUEL,
                            String.format(
                                    Locale.ROOT,
                                    "all of the %,d units of fuel were used; raise fuelBudget, or do less work per run",
                                    policy.fuelBudget()));
            case TIMEOUT ->
                    new Outcome.LimitReached(
                            TrapReason.TIMEOUT,
                            "the time limit of "
                                    + seconds(timeout)
                                    + " s passed; raise timeout, or do less work per run");
            case CANCELLED -> new Outcome.Cancelled();
        };
    }

    private static String seconds(@Nullable Duration timeout) {
        return timeout == null ? "?" : Double.toString(timeout.toMillis() / 1000.0);
    }

    private static Outcome trapped(RunEnd.TrapKind kind, String message, ExecutionPolicy policy) {
        return switch (kind) {
            case MEMORY_LIMIT ->
                    new Outcome.LimitReached(
                            TrapReason.MEMORY_LIMIT,
                            String.format(
                                    Locale.ROOT,
                                    "the program needed more than the %,d bytes of memory it may have; raise memoryBytes",
                                    policy.memoryBytes()));
            case STACK_OVERFLOW ->
                    new Outcome.LimitReached(
                            TrapReason.STACK_OVERFLOW,
                            "the program called too deeply for its native stack; recurse less");
            case UNREACHABLE -> new Outcome.Trapped(TrapReason.UNREACHABLE, message);
            case MEMORY_OUT_OF_BOUNDS ->
                    new Outcome.Trapped(TrapReason.MEMORY_OUT_OF_BOUNDS, message);
            case BAD_INDIRECT_CALL -> new Outcome.Trapped(TrapReason.BAD_INDIRECT_CALL, message);
            case INTEGER_FAULT -> new Outcome.Trapped(TrapReason.INTEGER_FAULT, message);
            case GUEST_FAULT -> new Outcome.Trapped(TrapReason.GUEST_FAULT, message);
        };
    }
}
