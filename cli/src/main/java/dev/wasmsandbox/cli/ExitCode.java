package dev.wasmsandbox.cli;

import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.TrapReason;

/** The exit codes that are the program's own; every other one is the guest's. */
final class ExitCode {
    /** Everything went well. */
    static final int OK = 0;

    /** The command line, the code's file or the policy is wrong. */
    static final int USAGE = 2;

    /** The time limit stopped the guest. */
    static final int TIMEOUT = 124;

    /** The sandbox itself failed. */
    static final int TROUBLE = 125;

    /** Another limit, or a trap, stopped the guest. */
    static final int STOPPED = 126;

    /** Ctrl-C, as shells count it. */
    static final int INTERRUPTED = 130;

    /** The reader of standard output went away, as shells count it. */
    static final int BROKEN_PIPE = 141;

    private ExitCode() {}

    /** Returns the exit code for how a run ended. */
    static int of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed _, Outcome.GuestError _, Outcome.Exited _ -> outcome.exitCode();
            case Outcome.LimitReached(TrapReason reason, String _) ->
                    reason == TrapReason.TIMEOUT ? TIMEOUT : STOPPED;
            case Outcome.Trapped _ -> STOPPED;
            case Outcome.Cancelled _ -> INTERRUPTED;
            case Outcome.HostFailure _, Outcome.WorkerLost _ -> TROUBLE;
        };
    }
}
