package dev.wasmsandbox.core.run;

import dev.wasmsandbox.engine.PositionTrace;
import dev.wasmsandbox.wasi.Refusals;

/**
 * What is known about a run besides its result, for whoever explains it.
 *
 * @param memoryRefused whether the guest asked for more memory than it may have
 * @param files what it was refused of its files
 * @param positions where its program was meanwhile
 */
public record Evidence(boolean memoryRefused, Refusals files, PositionTrace positions) {
    /** Of a run of which nothing is known. */
    public static final Evidence NONE = new Evidence(false, Refusals.NONE, PositionTrace.NONE);
}
