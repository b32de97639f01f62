package dev.wasmsandbox.engine;

/**
 * Whether guest code is made stoppable, which costs time at every loop and call of a guest.
 *
 * <p>Products run with {@link #ALL}. The other one is there to measure what that costs.
 */
public enum Metering {
    /** Counts instructions, and looks whether to stop. */
    ALL,

    /** Nothing: an endless loop never ends. A run has no fuel budget, and reports 0 consumed. */
    NONE
}
