package dev.wasmsandbox.wasi;

/**
 * Time as one guest sees it. An engine gives its own: a virtual one makes runs deterministic.
 *
 * <p>Called only by the thread that runs the guest.
 */
public interface Clocks {

    /** Tells nanoseconds since 1970-01-01T00:00Z. Values before that moment are shown to the guest as zero. */
    long realtimeNanos();

    /** Tells nanoseconds since an arbitrary start; must never go back. */
    long monotonicNanos();

    /**
     * Tells how fine the clocks are; the WASI functions round down to multiples of it, because a fine clock is what
     * measurements of side channels begin with.
     */
    default long resolutionNanos() {
        return 1_000;
    }

    /**
     * Waits.
     *
     * @param nanos how long, not negative; {@link Long#MAX_VALUE} means for ever
     * @throws RunInterrupted if the run ends while it waits
     */
    void sleep(long nanos);

    /**
     * Gives a long host call a chance to end early. Called between pieces of work, each below a millisecond.
     *
     * @throws RunInterrupted if the run is to end
     */
    default void checkInterrupted() {}

    /** The clocks of this machine; sleeping ends with {@link RunInterrupted} when the thread is interrupted. */
    static Clocks system() {
        return SystemClocks.INSTANCE;
    }
}
