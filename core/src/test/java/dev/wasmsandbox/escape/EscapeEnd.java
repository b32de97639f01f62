package dev.wasmsandbox.escape;

import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.testkit.EscapeProgram;
import java.util.List;
import java.util.Set;

/** How a run ended, in the words of the corpus. */
final class EscapeEnd {
    /** The session was in use: what one of two runs over one workspace may be told. */
    static final String BUSY = "busy";

    private EscapeEnd() {}

    /** The end in its most exact word, then in wider ones. */
    static List<String> words(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed() -> List.of("completed");
            case Outcome.GuestError(var error) -> List.of("error " + error.name());
            case Outcome.Exited(int code) -> List.of("exited " + code);
            case Outcome.LimitReached(var reason, String _) -> List.of("limit " + reason.id());
            case Outcome.Trapped(var reason, String _) ->
                    List.of("trapped " + reason.id(), "trapped guest");
            case Outcome.Cancelled() -> List.of("cancelled");
            case Outcome.WorkerLost(String message) -> List.of("lost", "lost: " + message);
            case Outcome.HostFailure(String message, var _) ->
                    List.of("failed", "failed: " + message);
        };
    }

    static boolean isAllowed(EscapeProgram program, Outcome outcome) {
        // What belongs to the host's own failures is never the guest's to reach unless it is said.
        Set<String> ends = program.ends();
        boolean hostFailed =
                outcome instanceof Outcome.HostFailure || outcome instanceof Outcome.WorkerLost;
        return (program.endsAnyhow() && !hostFailed)
                || words(outcome).stream().anyMatch(ends::contains);
    }
}
