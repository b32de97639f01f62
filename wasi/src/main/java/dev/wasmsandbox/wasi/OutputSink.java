package dev.wasmsandbox.wasi;

/** Takes what a guest writes to a standard stream. Called only by the thread that runs the guest. */
@FunctionalInterface
public interface OutputSink {

    /** Takes bytes, all of them; the array is reused by the caller after the call. Must not throw. */
    void write(byte[] source, int offset, int length);

    /**
     * Tells whether further bytes would have no effect, so that the caller need not copy them out of the guest.
     */
    default boolean full() {
        return false;
    }

    /** A sink that forgets everything. */
    static OutputSink discarding() {
        return new OutputSink() {
            @Override
            public void write(byte[] source, int offset, int length) {}

            @Override
            public boolean full() {
                return true;
            }
        };
    }
}
