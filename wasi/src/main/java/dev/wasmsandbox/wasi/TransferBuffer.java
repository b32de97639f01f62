package dev.wasmsandbox.wasi;

/** One reused array between the guest's memory and everything else; its bound keeps any count harmless. */
final class TransferBuffer {

    static final int MAX_BYTES = 1 << 16;

    private static final int INITIAL_BYTES = 512;

    private byte[] bytes = new byte[INITIAL_BYTES];

    /** Gives an array of at least {@code wanted} bytes, or of the most that there is. */
    byte[] atLeast(long wanted) {
        if (wanted > bytes.length && bytes.length < MAX_BYTES) {
            bytes = new byte[wanted > MAX_BYTES / 8 ? MAX_BYTES : MAX_BYTES / 8];
        }
        return bytes;
    }
}
