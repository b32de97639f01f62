package dev.wasmsandbox.core.process;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes messages, each after its length, to the other side. Thread-safe: a message is never torn by another one. */
final class FrameWriter {
    private final DataOutputStream out;

    FrameWriter(OutputStream out) {
        this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
    }

    /**
     * Writes a message, which may stay in a buffer.
     *
     * @throws IOException if the other side has ended
     */
    synchronized void write(byte[] message) throws IOException {
        out.writeInt(message.length);
        out.write(message);
    }

    /**
     * Writes a message, and all before it that are still in the buffer.
     *
     * @throws IOException if the other side has ended
     */
    synchronized void send(byte[] message) throws IOException {
        write(message);
        out.flush();
    }
}
