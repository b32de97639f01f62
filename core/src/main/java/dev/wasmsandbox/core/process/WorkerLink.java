package dev.wasmsandbox.core.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The host's end of the two pipes to a worker. Sending is thread-safe, receiving is for one thread. */
final class WorkerLink {
    private final FrameReader in;
    private final FrameWriter out;

    WorkerLink(InputStream in, OutputStream out) {
        this.in = new FrameReader(in, Wire.MAX_FROM_WORKER);
        this.out = new FrameWriter(out);
    }

    /** Writes a message that more will follow. */
    void write(ToWorker message) throws IOException {
        out.write(ToWorkerCodec.encode(message));
    }

    /** Writes a message, and all that wait before it. */
    void send(ToWorker message) throws IOException {
        out.send(ToWorkerCodec.encode(message));
    }

    /**
     * Waits for the next message.
     *
     * @throws ProtocolException if what comes is none
     * @throws IOException if the worker has ended
     */
    FromWorker receive() throws IOException {
        return FromWorkerCodec.decode(in.next());
    }
}
