package dev.wasmsandbox.core.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The host's end of the two pipes to a worker. Sending is thread-safe, receiving is for one thread. */
final class WorkerLink {
    private final FrameReader in;
    private final FrameWriter out;
    private volatile @Nullable Watch watch;

    WorkerLink(InputStream in, OutputStream out) {
        this.in = new FrameReader(in, Wire.MAX_FROM_WORKER);
        this.out = new FrameWriter(out);
    }

    /** Names who ends the worker if it does not read in time what is sent from now on. */
    void watchedBy(Watch one) {
        watch = one;
    }

    /** Writes a message that more will follow. */
    void write(ToWorker message) throws IOException {
        watched(() -> out.write(ToWorkerCodec.encode(message)));
    }

    /** Writes a message, and all that wait before it. */
    void send(ToWorker message) throws IOException {
        watched(() -> out.send(ToWorkerCodec.encode(message)));
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private void watched(Writing writing) throws IOException {
        Watch watching = watch;
        if (watching == null) {
            writing.run();
            return;
        }
        watching.writing();
        try {
            writing.run();
        } finally {
            watching.written();
        }
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
