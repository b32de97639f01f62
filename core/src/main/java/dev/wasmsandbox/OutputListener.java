package dev.wasmsandbox;

/**
 * Receives the output of a run while it is produced, up to the caps of the policy.
 *
 * <p>It is called by the thread that runs the guest, in the order of the guest's writes, and the guest waits for it. A
 * listener that throws ends the run with {@link Outcome.HostFailure}.
 */
@FunctionalInterface
public interface OutputListener {
    /** The two streams of a program. */
    enum Channel {
        /** Standard output. */
        STDOUT,
        /** Standard error. */
        STDERR
    }

    /**
     * Takes what the guest wrote.
     *
     * @param channel the stream it was written to
     * @param bytes the bytes as the guest wrote them, which need not end on a character's boundary; the array is the
     *     listener's to keep
     */
    void output(Channel channel, byte[] bytes);
}
