package dev.wasmsandbox.wasi;

import java.io.IOException;

/** What the guest reads as its standard input. Called only by the thread that runs the guest. */
@FunctionalInterface
public interface InputSource {

    /**
     * Reads at least one byte, waiting for it if need be.
     *
     * @return the number of bytes read, or 0 or less at the end
     * @throws IOException if reading fails; the guest sees {@code EIO}
     * @throws RunInterrupted if the run ends while it waits
     */
    int read(byte[] target, int offset, int length) throws IOException;

    /** An input that is at its end. */
    static InputSource empty() {
        return (target, offset, length) -> 0;
    }

    /** An input of fixed bytes; the array is not copied and must not change. The result serves one guest. */
    static InputSource of(byte[] bytes) {
        return new BytesInput(bytes);
    }
}
