package dev.wasmsandbox.core.run;

import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.core.workspace.FileChanges;
import java.util.OptionalLong;

/**
 * What a run was, before anything is said about it: the part of a result that comes from where the guest ran.
 *
 * @param outcome how the guest ended
 * @param fuelConsumed the instructions that it used; empty if nobody knows
 * @param memoryBytes the largest size of its linear memory
 * @param evidence what explains it
 * @param stdout its standard output
 * @param stderr its standard error, with the line of a stopped run
 * @param changes what became of its files
 */
public record RunFacts(
        Outcome outcome,
        OptionalLong fuelConsumed,
        long memoryBytes,
        Evidence evidence,
        CapturedOutput stdout,
        CapturedOutput stderr,
        FileChanges changes) {

    /** A run that was cancelled before anything of it happened. */
    public static RunFacts cancelled() {
        return new RunFacts(
                new Outcome.Cancelled(),
                OptionalLong.of(0),
                0,
                Evidence.NONE,
                CapturedOutput.NONE,
                CapturedOutput.NONE.told(TrapReason.CANCELLED),
                FileChanges.NONE);
    }
}
