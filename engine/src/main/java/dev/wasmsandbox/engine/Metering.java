package dev.wasmsandbox.engine;

/**
 * What is compiled into guest code so that it can be stopped. Each meter costs time at every loop and call of a guest.
 *
 * <p>Products run with {@link #ALL}: without fuel there is no budget, without epochs no time limit and no cancellation. The others are there to
 * measure what the meters cost.
 */
public enum Metering {
    /** Counts instructions and looks at the epoch. */
    ALL(true, true),

    /** Counts instructions only: a run cannot be cancelled. */
    FUEL(true, false),

    /** Looks at the epoch only: a run has no fuel budget, and reports 0 consumed. */
    EPOCH(false, true),

    /** Nothing: an endless loop never ends. */
    NONE(false, false);

    private final boolean fuel;
    private final boolean epoch;

    Metering(boolean fuel, boolean epoch) {
        this.fuel = fuel;
        this.epoch = epoch;
    }

    /** Whether instructions are counted. */
    public boolean fuel() {
        return fuel;
    }

    /** Whether the epoch is looked at. */
    public boolean epoch() {
        return epoch;
    }
}
