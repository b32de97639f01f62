package dev.wasmsandbox.core.run;

import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.StateFallback;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.core.workspace.FileChanges;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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
 * @param fallback what it began with instead of a saved interpreter; null if that was not so
 */
public record RunFacts(
        Outcome outcome,
        OptionalLong fuelConsumed,
        long memoryBytes,
        Evidence evidence,
        CapturedOutput stdout,
        CapturedOutput stderr,
        FileChanges changes,
        @Nullable StateFallback fallback) {

    /** A run that began as it should. */
    public RunFacts(
            Outcome outcome,
            OptionalLong fuelConsumed,
            long memoryBytes,
            Evidence evidence,
            CapturedOutput stdout,
            CapturedOutput stderr,
            FileChanges changes) {
        this(outcome, fuelConsumed, memoryBytes, evidence, stdout, stderr, changes, null);
    }

    /** The same for a run that began with a fallback. */
    public RunFacts begunWith(StateFallback begin) {
        return new RunFacts(
                outcome, fuelConsumed, memoryBytes, evidence, stdout, stderr, changes, begin);
    }

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
