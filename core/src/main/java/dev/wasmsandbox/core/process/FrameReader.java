package dev.wasmsandbox.core.process;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads messages, each after its length, from the other side. For one thread. */
final class FrameReader {
    private final DataInputStream in;
    private final int maxBytes;

    /**
     * Creates a reader.
     *
     * @param maxBytes the longest message that is taken
     */
    FrameReader(InputStream in, int maxBytes) {
        this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
        this.maxBytes = maxBytes;
    }

    /**
     * Reads the next message.
     *
     * @throws EOFException if the other side has ended
     * @throws ProtocolException if its length is impossible
     * @throws IOException if it cannot be read
     */
    byte[] next() throws IOException {
        int length = in.readInt();
        if (length < 1 || length > maxBytes) {
            throw new ProtocolException(
                    "a message of " + length + " bytes, allowed is 1 to " + maxBytes);
        }
        byte[] message = in.readNBytes(length);
        if (message.length < length) {
            throw new EOFException("the other side ended within a message");
        }
        return message;
    }
}
