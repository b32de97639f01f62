package dev.wasmsandbox.core.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The worker's end of the two pipes to its host. Sending is thread-safe, receiving is for one thread. */
final class HostLink {
    private final FrameReader in;
    private final FrameWriter out;

    HostLink(InputStream in, OutputStream out) {
        this.in = new FrameReader(in, Wire.MAX_TO_WORKER);
        this.out = new FrameWriter(out);
    }

    /** Writes a message that more will follow. */
    void write(FromWorker message) {
        try {
            out.write(FromWorkerCodec.encode(message));
        } catch (IOException e) {
            throw new UncheckedIOException("the host is gone", e);
        }
    }

    /** Writes a message, and all that wait before it. */
    void send(FromWorker message) {
        try {
            out.send(FromWorkerCodec.encode(message));
        } catch (IOException e) {
            throw new UncheckedIOException("the host is gone", e);
        }
    }

    /**
     * Waits for the next message.
     *
     * @throws IOException if the host is gone
     */
    ToWorker receive() throws IOException {
        return ToWorkerCodec.decode(in.next());
    }
}
