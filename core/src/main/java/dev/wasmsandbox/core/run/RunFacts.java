package dev.wasmsandbox.core.run;

import dev.wasmsandbox.Outcome;
import dev.wasmsandbox.TrapReason;
import dev.wasmsandbox.core.workspace.FileChanges;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a run was, before anything is said about it: the part of a result that comes from where the guest ran.
 *
 * @param outcome how the guest ended
 * @param fuelConsumed the instructions that it used; empty if nobody knows
 * @param memoryBytes the largest size of its linear memory
 * @param memoryRefused whether it asked for more memory than it may have
 * @param stdout its standard output
 * @param stderr its standard error, with the line of a stopped run
 * @param changes what became of its files
 */
public record RunFacts(
        Outcome outcome,
        OptionalLong fuelConsumed,
        long memoryBytes,
        boolean memoryRefused,
        CapturedOutput stdout,
        CapturedOutput stderr,
        FileChanges changes) {

    /** A run that was cancelled before anything of it happened. */
    public static RunFacts cancelled() {
        Outcome outcome = new Outcome.Cancelled();
        byte[] line = RunStreams.lastLine(TrapReason.CANCELLED).getBytes(StandardCharsets.UTF_8);
        return new RunFacts(
                outcome,
                OptionalLong.of(0),
                0,
                false,
                CapturedOutput.NONE,
                new CapturedOutput(line, false),
                new FileChanges(List.of(), List.of(), List.of(), List.of()));
    }
}
