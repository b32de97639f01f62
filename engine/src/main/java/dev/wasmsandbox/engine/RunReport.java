package dev.wasmsandbox.engine;

/**
 * What a run did.
 *
 * @param end how it ended
 * @param fuelConsumed units of fuel, of which each WebAssembly instruction costs about one
 * @param memoryBytes the size of the linear memory at the end, which is its peak: it never shrinks
 * @param memoryRefused whether the guest asked for more memory than its limit
 * @param positions where the program was meanwhile
 * @param nanos wall-clock time of the run itself, without waiting for a thread
 */
public record RunReport(
        RunEnd end,
        long fuelConsumed,
        long memoryBytes,
        boolean memoryRefused,
        PositionTrace positions,
        long nanos) {

    /** The same, taken to have ended in another way. */
    public RunReport endedAs(RunEnd other) {
        return new RunReport(other, fuelConsumed, memoryBytes, memoryRefused, positions, nanos);
    }
}
