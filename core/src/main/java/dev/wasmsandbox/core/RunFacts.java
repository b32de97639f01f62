package dev.wasmsandbox.core;

import dev.wasmsandbox.Outcome;
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
        FileChanges changes) {}
