package dev.wasmsandbox.wasi;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Bytes that are fetched on demand, by range. A blob never changes; one that can't keep that promise (the file behind
 * it was changed, say) fails instead of giving other bytes.
 *
 * <p>Blobs of shared trees must be thread-safe.
 */
public interface Blob {

    /** Tells the number of bytes. Must be cheap and must not change. */
    long size();

    /**
     * Reads exactly {@code length} bytes from {@code position} on.
     *
     * @throws IOException if they can't be had; the guest sees {@code EIO}
     */
    void read(long position, byte[] target, int offset, int length) throws IOException;

    /**
     * Gets ready to be read, if that can take long: called before the reads of a guest.
     *
     * @param pause to be called between pieces of work; what it throws has to end the work
     * @throws IOException if the bytes can't be had
     */
    default void prepare(Runnable pause) throws IOException {}

    /** Writes all bytes to a stream, piece by piece. */
    default void transferTo(OutputStream out) throws IOException {
        long size = size();
        byte[] piece = new byte[(int) Math.min(size, 1 << 16)];
        for (long position = 0; position < size; position += piece.length) {
            int length = (int) Math.min(piece.length, size - position);
            read(position, piece, 0, length);
            out.write(piece, 0, length);
        }
    }

    /** A blob of fixed bytes; the array is not copied and must not change. */
    static Blob of(byte[] bytes) {
        return new BytesBlob(bytes);
    }

    /** Checks a range, for implementations: fails if a part of it is outside {@code size} bytes. */
    static void checkRange(long position, int length, long size) throws EOFException {
        if (position < 0 || length < 0 || position > size - length) {
            throw new EOFException(
                    length
                            + " bytes at "
                            + position
                            + " are outside a content of "
                            + size
                            + " bytes");
        }
    }
}
